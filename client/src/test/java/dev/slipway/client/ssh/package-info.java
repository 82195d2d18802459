@NullMarked
package dev.slipway.client.ssh;

import org.jspecify.annotations.NullMarked;
