@NullMarked
package dev.slipway.activities.connection;

import org.jspecify.annotations.NullMarked;
