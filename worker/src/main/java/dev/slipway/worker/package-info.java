/** The worker process: registration, tuning, graceful shutdown, replay verification. */
@NullMarked
package dev.slipway.worker;

import org.jspecify.annotations.NullMarked;
