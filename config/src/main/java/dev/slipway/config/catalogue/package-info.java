/** The catalogue of known models: data, checked against its schema, extended by the user's own files. */
@NullMarked
package dev.slipway.config.catalogue;

import org.jspecify.annotations.NullMarked;
