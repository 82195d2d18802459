package dev.slipway.workflows.deployment;

import dev.slipway.workflows.testing.Exhaustive;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Generated from the calls of the phases: whatever goes wrong, no process, no lease and no status stays behind. */
final class EveryStepTest {
    @TestFactory
    Stream<DynamicTest> ofAStart() throws TimeoutException {
        return Exhaustive.of(StartWorld::new, Set.of());
    }

    @TestFactory
    Stream<DynamicTest> ofAStop() throws TimeoutException {
        return Exhaustive.of(StopWorld::new, Set.of());
    }
}
