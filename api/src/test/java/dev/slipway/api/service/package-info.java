/** Tests. */
@NullMarked
package dev.slipway.api.service;

import org.jspecify.annotations.NullMarked;
