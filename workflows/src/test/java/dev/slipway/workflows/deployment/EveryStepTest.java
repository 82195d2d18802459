package dev.slipway.workflows.deployment;

import static dev.slipway.workflows.deployment.DeploymentWorld.NAME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.run.Step;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Generated from the lists of steps: each step fails before its effect, fails after it, is cancelled, and runs twice; nothing
 * may stay behind. A step without its call here fails the test.
 */
@Timeout(120)
final class EveryStepTest {
    /** The call that does the work of a step. */
    private static final Map<String, String> START = Map.of(
            "plan", "plan",
            "reserve", "reserve",
            "runtime", "checkRuntime",
            "model", "ensure",
            "launch", "launch",
            "ready", "awaitReady",
            "record", "ready");

    private static final Map<String, String> STOP = Map.of(
            "close", "record",
            "drain", "drain",
            "end", "terminate",
            "memory", "awaitMemory",
            "release", "released");

    /** Local activities hold up their own workflow: the cancellation reaches it in a later step. */
    private static final Set<String> LOCAL = Set.of("reserve", "ready");

    /** Calls that wait, and can be cancelled while they do. */
    private static final Set<String> WAITING = Set.of("ensure", "awaitReady");

    static Stream<String> startCalls() {
        return START.values().stream().sorted();
    }

    static Stream<String> waitingCalls() {
        return WAITING.stream().sorted();
    }

    static Stream<String> stopCalls() {
        return STOP.values().stream().sorted();
    }

    @Test
    void everyStepHasItsCase() {
        assertThat(START.keySet()).isEqualTo(names(StartServerWorkflowImpl.STEPS));
        assertThat(STOP.keySet()).isEqualTo(names(StopServerWorkflowImpl.STEPS));
    }

    @ParameterizedTest
    @MethodSource("startCalls")
    void aStepOfAStartThatFailsLeavesNothing(String call) {
        try (var world = new DeploymentWorld()) {
            world.faults.fail(call, FailureCode.ENGINE_FAILED);

            assertThat(world.ended(world.start())).isEqualTo("RUN_FAILED ENGINE_FAILED");

            assertUndone(world, DeploymentStatus.FAILED);
        }
    }

    @ParameterizedTest
    @MethodSource("startCalls")
    void aStepOfAStartThatFailsAfterItsEffectLeavesNothing(String call) {
        try (var world = new DeploymentWorld()) {
            world.faults.failAfter(call, FailureCode.ENGINE_FAILED);

            assertThat(world.ended(world.start())).isEqualTo("RUN_FAILED ENGINE_FAILED");

            assertUndone(world, DeploymentStatus.FAILED);
        }
    }

    @ParameterizedTest
    @MethodSource("startCalls")
    void aStartThatIsCancelledInAStepLeavesNothing(String call) {
        try (var world = new DeploymentWorld()) {
            world.faults.slowDown();
            world.faults.meanwhile(call, () -> {
                world.cancel("run-1");
                if (!LOCAL.contains(call)) {
                    world.untilStartIsCancelled();
                }
            });

            String end = world.ended(world.start());

            // A cancellation that comes when the server is ready all the same may be too late; then everything stands.
            if (world.records.deployment(NAME).status() == DeploymentStatus.READY) {
                assertThat(end).isEqualTo("RUN_DONE");
                assertThat(call).isIn("awaitReady", "ready");
                assertThat(world.pod.processes()).hasSize(1);
                return;
            }
            assertThat(end).isEqualTo("RUN_CANCELLED CANCELLED");
            assertUndone(world, DeploymentStatus.STOPPED);
        }
    }

    @ParameterizedTest
    @MethodSource("waitingCalls")
    void aStartThatIsCancelledWhileItWaitsLeavesNothing(String call) throws InterruptedException {
        try (var world = new DeploymentWorld()) {
            var blocked = new CountDownLatch(1);
            world.faults.block(call, blocked::countDown);
            CommandAccepted start = world.start();
            blocked.await();

            world.cancel(start.runId());

            assertThat(world.ended(start)).isEqualTo("RUN_CANCELLED CANCELLED");
            assertUndone(world, DeploymentStatus.STOPPED);
        }
    }

    @ParameterizedTest
    @MethodSource("startCalls")
    void aStepOfAStartThatRunsTwiceHasOneEffect(String call) {
        try (var world = new DeploymentWorld()) {
            world.faults.loseAnswer(call);

            assertThat(world.ended(world.start())).isEqualTo("RUN_DONE");

            assertThat(world.faults.count(call)).isGreaterThanOrEqualTo(2);
            assertThat(world.pod.started()).hasSize(1);
            assertThat(world.pod.processes()).hasSize(1);
            assertThat(world.records.mostLeases()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("stopCalls")
    void aStepOfAStopThatFailsIsFinishedAllTheSame(String call) {
        try (var world = new DeploymentWorld()) {
            world.ended(world.start());
            if (call.equals("terminate") || call.equals("released")) {
                // These are what the undo repeats, so that they fail once.
                world.faults.meanwhile(call, () -> {
                    throw io.temporal.failure.ApplicationFailure.newNonRetryableFailure(
                            "once", FailureCode.STOP_INCOMPLETE.name());
                });
            } else {
                world.faults.fail(call, FailureCode.STOP_INCOMPLETE);
            }

            assertThat(world.ended(world.stop())).isEqualTo("RUN_FAILED STOP_INCOMPLETE");

            if (call.equals("record")) {
                // Nothing was begun: the route could not be closed.
                assertThat(world.pod.processes()).hasSize(1);
                return;
            }
            assertUndone(world, DeploymentStatus.STOPPED);
        }
    }

    @ParameterizedTest
    @MethodSource("stopCalls")
    void aStepOfAStopThatRunsTwiceIsHarmless(String call) {
        try (var world = new DeploymentWorld()) {
            world.ended(world.start());
            world.faults.loseAnswer(call);

            assertThat(world.ended(world.stop())).isEqualTo("RUN_DONE");

            assertUndone(world, DeploymentStatus.STOPPED);
        }
    }

    private static void assertUndone(DeploymentWorld world, DeploymentStatus status) {
        assertThat(world.pod.processes()).isEmpty();
        assertThat(world.records.leases()).isEmpty();
        assertThat(world.records.deployment(NAME).status()).isEqualTo(status);
    }

    private static Set<String> names(List<Step> steps) {
        return new TreeSet<>(steps.stream().map(Step::name).toList());
    }
}
