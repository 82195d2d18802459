@NullMarked
package dev.slipway.workflows.deployment;

import org.jspecify.annotations.NullMarked;
