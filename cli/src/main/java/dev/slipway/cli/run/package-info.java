/** Commands on runs, and how a run is followed. */
@NullMarked
package dev.slipway.cli.run;

import org.jspecify.annotations.NullMarked;
