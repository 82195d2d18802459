/** Activity implementations: pod, model, deployment, jobs, inventory. */
@NullMarked
package dev.slipway.activities;

import org.jspecify.annotations.NullMarked;
