/** Measures what Slipway promises, on real parts, and prints it beside what it is measured against. */
@NullMarked
package dev.slipway.bench;

import org.jspecify.annotations.NullMarked;
