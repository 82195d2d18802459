/** A simulated pod: an SSH server that runs real shell commands in a home of its own, with simulated uv, hf, vLLM and GPUs. */
@NullMarked
package dev.slipway.testpods.simulated;

import org.jspecify.annotations.NullMarked;
