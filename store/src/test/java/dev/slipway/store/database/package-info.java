/** H2 as a file that processes share: kills, interrupts, addresses. */
@NullMarked
package dev.slipway.store.database;

import org.jspecify.annotations.NullMarked;
