/** Tests. */
@NullMarked
package dev.slipway.api.model;

import org.jspecify.annotations.NullMarked;
