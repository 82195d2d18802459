/** Who may do what: bearer tokens, stored hashed, with roles. */
@NullMarked
package dev.slipway.api.access;

import org.jspecify.annotations.NullMarked;
