/** Commands on models, and the catalogue. */
@NullMarked
package dev.slipway.cli.model;

import org.jspecify.annotations.NullMarked;
