/** A run: one workflow execution seen as an operation with steps, progress and log. */
@NullMarked
package dev.slipway.workflows.run;

import org.jspecify.annotations.NullMarked;
