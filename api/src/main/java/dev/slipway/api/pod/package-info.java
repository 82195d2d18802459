/** Pods: registered, changed, looked at, and the short commands to one. */
@NullMarked
package dev.slipway.api.pod;

import org.jspecify.annotations.NullMarked;
