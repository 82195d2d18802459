/** Downloads with the real Hub client over a real OpenSSH server, against a local Hub with faults. */
@NullMarked
package dev.slipway.activities.model;

import org.jspecify.annotations.NullMarked;
