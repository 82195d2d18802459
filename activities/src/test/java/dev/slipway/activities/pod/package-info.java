@NullMarked
package dev.slipway.activities.pod;

import org.jspecify.annotations.NullMarked;
