@NullMarked
package dev.slipway.workflows.pod;

import org.jspecify.annotations.NullMarked;
