/** Contract tests of the store, each run on H2 and on PostgreSQL. */
@NullMarked
package dev.slipway.store;

import org.jspecify.annotations.NullMarked;
