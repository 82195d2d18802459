/** Pods, their GPUs and runtimes. */
@NullMarked
package dev.slipway.store.pod;

import org.jspecify.annotations.NullMarked;
