/** Deployments: started, stopped, compared with their pod, their logs. */
@NullMarked
package dev.slipway.api.deployment;

import org.jspecify.annotations.NullMarked;
