/** What happens in runs, written to the store. */
@NullMarked
package dev.slipway.activities.run;

import org.jspecify.annotations.NullMarked;
