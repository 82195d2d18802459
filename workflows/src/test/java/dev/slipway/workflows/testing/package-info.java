/** What the tests of all workflows share: fakes of the activities, and the exhaustive test. */
@NullMarked
package dev.slipway.workflows.testing;

import org.jspecify.annotations.NullMarked;
