/** Follows detached jobs on pods: their log and progress go to the run, their outcome to the workflow. */
@NullMarked
package dev.slipway.activities.job;

import org.jspecify.annotations.NullMarked;
