/** Models: resolve, download, verify. */
@NullMarked
package dev.slipway.workflows.model;

import org.jspecify.annotations.NullMarked;
