/** Benchmarks that print ratios against plain ssh and direct vLLM. */
@NullMarked
package dev.slipway.bench;

import org.jspecify.annotations.NullMarked;
