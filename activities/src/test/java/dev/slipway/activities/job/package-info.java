@NullMarked
package dev.slipway.activities.job;

import org.jspecify.annotations.NullMarked;
