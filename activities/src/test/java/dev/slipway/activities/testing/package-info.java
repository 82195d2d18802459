/** What tests of activities share: a store in memory, and pods on a real OpenSSH server. */
@NullMarked
package dev.slipway.activities.testing;

import org.jspecify.annotations.NullMarked;
