/** Models on pods: looks at them from the pod, writes them down, and shares a download among those who want it. */
@NullMarked
package dev.slipway.activities.model;

import org.jspecify.annotations.NullMarked;
