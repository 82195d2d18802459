/** Commands on the command and the service themselves. */
@NullMarked
package dev.slipway.cli.service;

import org.jspecify.annotations.NullMarked;
