/** Slipway itself as processes from its archive, for tests and benchmarks of the whole. */
@NullMarked
package dev.slipway.testpods.stack;

import org.jspecify.annotations.NullMarked;
