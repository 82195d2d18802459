/** Pods: facts, set-up plan and set-up workflow. Pure but for the workflow implementations. */
@NullMarked
package dev.slipway.workflows.pod;

import org.jspecify.annotations.NullMarked;
