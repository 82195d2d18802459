/** Health and version of the service itself. */
@NullMarked
package dev.slipway.client.service;

import org.jspecify.annotations.NullMarked;
