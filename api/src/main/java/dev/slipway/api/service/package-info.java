/** Health, version, metrics and the description of the API itself. */
@NullMarked
package dev.slipway.api.service;

import org.jspecify.annotations.NullMarked;
