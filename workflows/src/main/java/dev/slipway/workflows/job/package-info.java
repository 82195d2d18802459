/** The contract of detached jobs on a pod, as workflows see them. */
@NullMarked
package dev.slipway.workflows.job;

import org.jspecify.annotations.NullMarked;
