/** Looks at pods and keeps the inventory of them. */
@NullMarked
package dev.slipway.activities.pod;

import org.jspecify.annotations.NullMarked;
