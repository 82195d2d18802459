/** What may stand in a request: checked before anything is done with it. */
@NullMarked
package dev.slipway.api.request;

import org.jspecify.annotations.NullMarked;
