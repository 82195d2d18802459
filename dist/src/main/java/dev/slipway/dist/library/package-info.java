/** What the build does to the libraries before it packs them. Not part of the archive. */
@NullMarked
package dev.slipway.dist.library;

import org.jspecify.annotations.NullMarked;
