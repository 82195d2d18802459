/** Commands on deployments. */
@NullMarked
package dev.slipway.cli.deployment;

import org.jspecify.annotations.NullMarked;
