/** Known models, and which pod each fits. */
@NullMarked
package dev.slipway.api.catalogue;

import org.jspecify.annotations.NullMarked;
