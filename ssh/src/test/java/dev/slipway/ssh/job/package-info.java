@NullMarked
package dev.slipway.ssh.job;

import org.jspecify.annotations.NullMarked;
