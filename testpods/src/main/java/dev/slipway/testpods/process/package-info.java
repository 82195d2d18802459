/** Processes of a test pod: run one, find all that belong to a pod, end them and nothing else. */
@NullMarked
package dev.slipway.testpods.process;

import org.jspecify.annotations.NullMarked;
