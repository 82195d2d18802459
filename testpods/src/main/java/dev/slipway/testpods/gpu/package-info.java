/** The fake nvidia-smi, with a profile for each kind of machine. */
@NullMarked
package dev.slipway.testpods.gpu;

import org.jspecify.annotations.NullMarked;
