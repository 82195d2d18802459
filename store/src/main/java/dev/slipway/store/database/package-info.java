/** What has to be known about the database behind the tables: which one it is, and how H2 is kept on the loopback. */
@NullMarked
package dev.slipway.store.database;

import org.jspecify.annotations.NullMarked;
