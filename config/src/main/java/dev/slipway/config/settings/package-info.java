/** Settings: one table of keys, read from the environment and a file, validated, typed. */
@NullMarked
package dev.slipway.config.settings;

import org.jspecify.annotations.NullMarked;
