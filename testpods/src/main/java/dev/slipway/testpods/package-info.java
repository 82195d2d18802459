/** Pods for tests and the demo: real OpenSSH on loopback, and a simulated pod with faults on demand. */
@NullMarked
package dev.slipway.testpods;

import org.jspecify.annotations.NullMarked;
