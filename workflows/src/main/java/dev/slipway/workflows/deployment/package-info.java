/** Deployments: plan, start, stop; one long-lived workflow is the only writer of a deployment. */
@NullMarked
package dev.slipway.workflows.deployment;

import org.jspecify.annotations.NullMarked;
