/** What is written and how: tables, quantities, JSON, terminal or not. Knows nothing of pods and runs. */
@NullMarked
package dev.slipway.cli.screen;

import org.jspecify.annotations.NullMarked;
