/** The one failure vocabulary: every way in which Slipway can fail has a code here. */
@NullMarked
package dev.slipway.workflows.failure;

import org.jspecify.annotations.NullMarked;
