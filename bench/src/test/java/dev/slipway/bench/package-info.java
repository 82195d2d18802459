/** Tests of what the benchmarks measure with. */
@org.jspecify.annotations.NullMarked
package dev.slipway.bench;
