/** What the worker and the API have in common as processes: start, log, stop. */
@NullMarked
package dev.slipway.config.process;

import org.jspecify.annotations.NullMarked;
