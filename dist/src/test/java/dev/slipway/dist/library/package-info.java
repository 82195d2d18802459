/** What the build does to the libraries, with jars made by the tests. */
@NullMarked
package dev.slipway.dist.library;

import org.jspecify.annotations.NullMarked;
