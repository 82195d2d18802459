/** The API's request and response records, and a small documented Java client. */
@NullMarked
package dev.slipway.client;

import org.jspecify.annotations.NullMarked;
