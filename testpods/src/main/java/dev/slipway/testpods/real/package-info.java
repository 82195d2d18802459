/** Real pods: real OpenSSH, a home and an environment each, a local Hub, vLLM for CPU. */
@NullMarked
package dev.slipway.testpods.real;

import org.jspecify.annotations.NullMarked;
