/** Every failure as an RFC 9457 problem with Slipway's code and remedy; never a stack trace. */
@NullMarked
package dev.slipway.api.problem;

import org.jspecify.annotations.NullMarked;
