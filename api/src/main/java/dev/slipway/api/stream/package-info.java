/** Responses that go on: fed by a thread of their own, slowed down by a slow reader, ended when the process ends. */
@NullMarked
package dev.slipway.api.stream;

import org.jspecify.annotations.NullMarked;
