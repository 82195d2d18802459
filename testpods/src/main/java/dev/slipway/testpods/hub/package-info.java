/** A local Hugging Face Hub (read side) with faults on demand. */
@NullMarked
package dev.slipway.testpods.hub;

import org.jspecify.annotations.NullMarked;
