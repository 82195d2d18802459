/** Commands on pods. */
@NullMarked
package dev.slipway.cli.pod;

import org.jspecify.annotations.NullMarked;
