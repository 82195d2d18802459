package dev.slipway.workflows.deployment;

import static dev.slipway.workflows.deployment.DeploymentWorld.NAME;
import static dev.slipway.workflows.deployment.DeploymentWorld.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.run.RunSteps;
import dev.slipway.workflows.run.WorkflowIds;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@org.junit.jupiter.api.Timeout(60)
final class DeploymentWorkflowTest {
    private final DeploymentWorld world = new DeploymentWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aStartGoesThroughItsStepsAndTheDeploymentIsReadyBeforeTheRunIsDone() {
        CommandAccepted accepted = world.start();

        assertThat(world.records.deployment(NAME).instance()).isEqualTo(1);
        assertThat(world.ended(accepted)).isEqualTo("RUN_DONE");
        assertThat(world.records.deployment(NAME).status()).isEqualTo(DeploymentStatus.READY);
        assertThat(world.records.statuses()).containsExactly(DeploymentStatus.STARTING, DeploymentStatus.READY);
        assertThat(world.pod.processes()).containsExactly(accepted.runId() + ".serve.1");
        assertThat(world.records.leases()).containsExactly(java.util.Map.entry("web#1", 8001));
        assertThat(world.journal.lines(accepted.runId()))
                .containsSubsequence(
                        "plan DONE",
                        "reserve DONE",
                        "runtime DONE",
                        "model DONE",
                        "launch DONE",
                        "ready DONE",
                        "record DONE",
                        "RUN_DONE")
                .contains("NOTE A note of the plan.");
    }

    @Test
    void anUndoThatIsNotDoneInTimeIsPendingAndKeepsItsLeasesUntilThePodIsBack() {
        world.faults.fail("awaitReady", FailureCode.READY_DEADLINE);
        world.faults.fail("terminate", FailureCode.POD_UNREACHABLE);
        CommandAccepted start = world.start();
        Awaitility.await().until(() -> world.faults.count("terminate") > 0);

        world.environment.sleep(RunSteps.UNDO_DEADLINE.plusSeconds(1));

        Awaitility.await()
                .until(() -> world.journal.lines(start.runId()).contains("RUN_CLEANUP_PENDING READY_DEADLINE"));
        assertThat(world.records.leases()).containsExactly(java.util.Map.entry("web#1", 8001));
        assertThat(world.pod.processes()).hasSize(1);
        assertThat(world.records.deployment(NAME).status()).isEqualTo(DeploymentStatus.STARTING);
        world.faults.clear();
        world.environment.sleep(Duration.ofHours(1));
        assertThat(world.ended(start)).isEqualTo("RUN_FAILED READY_DEADLINE");
        assertNothingStays();
        assertThat(world.records.deployment(NAME).status()).isEqualTo(DeploymentStatus.FAILED);
    }

    @Test
    void aRepeatedStartJoinsTheSameRunWhileStartingAndWhenReady() throws InterruptedException {
        var blocked = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        world.faults.meanwhile("awaitReady", () -> {
            blocked.countDown();
            awaitLatch(goOn);
        });
        CommandAccepted first = world.start();
        blocked.await();

        CommandAccepted second = world.start();
        goOn.countDown();
        world.ended(first);
        CommandAccepted third = world.start();

        assertThat(second).isEqualTo(new CommandAccepted(first.runId(), true));
        assertThat(third).isEqualTo(new CommandAccepted(first.runId(), true));
        assertThat(world.pod.started()).hasSize(1);
        assertThat(world.records.mostLeases()).isEqualTo(1);
    }

    @Test
    void anotherRequestForARunningDeploymentIsAConflictThatSaysInWhat() {
        world.ready(world.start());

        assertThatThrownBy(() -> world.start(spec("org/other"))).satisfies(thrown -> {
            assertThat(Failures.read(thrown).code()).isEqualTo(FailureCode.DEPLOYMENT_CONFLICT);
            assertThat(Failures.read(thrown).message())
                    .isEqualTo("web runs with another request (run run-1): model org/model and not org/other.");
        });
        assertThat(world.pod.processes()).hasSize(1);
    }

    @Test
    void aStopDrainsEndsAndReleases() {
        world.ended(world.start());

        CommandAccepted stop = world.stop();

        assertThat(world.ended(stop)).isEqualTo("RUN_DONE");
        assertThat(world.journal.lines(stop.runId()))
                .containsSubsequence("close DONE", "drain DONE", "end DONE", "memory DONE", "release DONE", "RUN_DONE");
        assertNothingStays();
        assertThat(world.records.deployment(NAME).status()).isEqualTo(DeploymentStatus.STOPPED);
        assertThat(world.records.statuses()).endsWith(DeploymentStatus.STOPPING, DeploymentStatus.STOPPED);
    }

    @Test
    void stoppingWhatDoesNotRunSucceedsAndTouchesNoPod() {
        assertThat(world.ended(world.stop())).isEqualTo("RUN_DONE");

        world.ended(world.start());
        world.ended(world.stop());
        int terminations = world.faults.count("terminate");
        assertThat(world.ended(world.stop())).isEqualTo("RUN_DONE");
        assertThat(world.faults.count("terminate")).isEqualTo(terminations);
    }

    @Test
    void aStopDuringAStartCancelsItWaitsForItsUndoAndStops() throws InterruptedException {
        var blocked = new CountDownLatch(1);
        world.faults.block("awaitReady", blocked::countDown);
        CommandAccepted start = world.start();
        blocked.await();

        CommandAccepted stop = world.stop();

        assertThat(world.ended(stop)).isEqualTo("RUN_DONE");
        assertThat(world.ended(start)).isEqualTo("RUN_CANCELLED CANCELLED");
        assertNothingStays();
        assertThat(world.records.deployment(NAME).status()).isEqualTo(DeploymentStatus.STOPPED);
    }

    @Test
    void cancellingTheRunOfAStartUndoesItAndLeavesTheDeploymentStopped() throws InterruptedException {
        var blocked = new CountDownLatch(1);
        world.faults.block("ensure", blocked::countDown);
        CommandAccepted start = world.start();
        blocked.await();

        world.cancel(start.runId());

        assertThat(world.ended(start)).isEqualTo("RUN_CANCELLED CANCELLED");
        assertNothingStays();
        assertThat(world.records.deployment(NAME).status()).isEqualTo(DeploymentStatus.STOPPED);
    }

    @Test
    void aStartThatWaitsBehindAStopIsTakenOutByTheNextStop() throws InterruptedException {
        world.ended(world.start());
        var draining = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        world.faults.meanwhile("drain", () -> {
            draining.countDown();
            awaitLatch(goOn);
        });
        CommandAccepted stop = world.stop();
        draining.await();
        CommandAccepted waiting = world.start(spec("org/other"));
        CommandAccepted again = world.start(spec("org/other"));
        CommandAccepted secondStop = world.stop();
        goOn.countDown();

        assertThat(again).isEqualTo(new CommandAccepted(waiting.runId(), true));
        assertThat(world.ended(stop)).isEqualTo("RUN_DONE");
        assertThat(world.ended(secondStop)).isEqualTo("RUN_DONE");
        assertThat(world.ended(waiting)).isEqualTo("RUN_CANCELLED CANCELLED");
        assertNothingStays();
    }

    @Test
    void aRestartStopsAndStartsTheSameSpecificationUnderOneRun() {
        world.ended(world.start());

        CommandAccepted restart = world.restart();

        assertThat(world.ended(restart)).isEqualTo("RUN_DONE");
        assertThat(world.journal.lines(restart.runId()))
                .containsSubsequence("RUN_STARTED", "release DONE", "plan DONE", "record DONE", "RUN_DONE");
        assertThat(world.pod.processes()).containsExactly(restart.runId() + ".serve.2");
        assertThat(world.records.leases()).containsOnlyKeys("web#2");
        assertThat(world.records.mostLeases()).isEqualTo(1);
    }

    @Test
    void whatWasNeverStartedIsNotRestarted() {
        assertThatThrownBy(world::restart)
                .satisfies(
                        thrown -> assertThat(Failures.read(thrown).code()).isEqualTo(FailureCode.DEPLOYMENT_NOT_FOUND));
    }

    @Test
    void aFailedStartIsUndoneAndTheNextOneIsANewInstance() {
        world.faults.fail("awaitReady", FailureCode.GPU_OUT_OF_MEMORY);
        CommandAccepted failed = world.start();
        assertThat(world.ended(failed)).isEqualTo("RUN_FAILED GPU_OUT_OF_MEMORY");
        DeploymentState state = world.records.deployment(NAME);
        assertThat(state.status()).isEqualTo(DeploymentStatus.FAILED);
        assertThat(state.reason()).isNotNull().extracting("code").isEqualTo(FailureCode.GPU_OUT_OF_MEMORY);
        assertNothingStays();

        world.faults.clear();
        CommandAccepted second = world.start();
        assertThat(second.joined()).isFalse();
        assertThat(world.ended(second)).isEqualTo("RUN_DONE");
        assertThat(world.pod.processes()).containsExactly(second.runId() + ".serve.2");
    }

    @Test
    void aPortThatSomebodyTookSinceThePlanIsPlannedAnew() {
        world.faults.meanwhile("reserve", () -> world.records.take("other#1", 8001));

        CommandAccepted start = world.start();

        assertThat(world.ended(start)).isEqualTo("RUN_DONE");
        assertThat(world.records.leases()).containsEntry("web#1", 8002);
        assertThat(world.journal.lines(start.runId())).contains("NOTE Port 8001 is taken. Planned again.");
    }

    @Test
    void aDeadDeploymentIsClearedAwayByItsNextStart() {
        world.ended(world.start());
        world.observed(DeploymentStatus.DEAD);
        Awaitility.await().until(() -> world.records.deployment(NAME).status() == DeploymentStatus.DEAD);

        CommandAccepted second = world.start();

        assertThat(second.joined()).isFalse();
        assertThat(world.ended(second)).isEqualTo("RUN_DONE");
        assertThat(world.pod.processes()).containsExactly(second.runId() + ".serve.2");
        assertThat(world.records.leases()).containsOnlyKeys("web#2");
    }

    @Test
    void aWorkflowThatRunsNothingEndsAfterAMinuteAndTheNextOneGoesOnWithTheNumbers() {
        world.ended(world.start());
        world.ended(world.stop());
        world.untilClosed();
        assertThat(world.isOpen()).isFalse();

        CommandAccepted start = world.start();

        assertThat(world.ended(start)).isEqualTo("RUN_DONE");
        assertThat(world.pod.processes()).containsExactly(start.runId() + ".serve.2");
    }

    @Test
    void aWorkflowOpenedByARefusedCommandEndsAfterAMinute() {
        assertThatThrownBy(world::restart).isNotNull();

        world.untilClosed();

        assertThat(world.isOpen()).isFalse();
    }

    @Test
    void aReadyDeploymentKeepsItsWorkflowOpen() {
        world.ended(world.start());

        world.environment.sleep(Duration.ofDays(3));

        assertThat(world.isOpen()).isTrue();
        assertThat(world.state().status()).isEqualTo(DeploymentStatus.READY);
    }

    @Test
    void aLongHistoryIsContinuedAsNewBetweenPhases() {
        String first = world.start().runId();
        world.ended(first);
        String firstExecution = world.execution().getRunId();

        for (int i = 0; i < 25; i++) {
            world.ready(world.restart());
        }

        assertThat(world.execution().getRunId()).isNotEqualTo(firstExecution);
        assertThat(world.state().instance()).isEqualTo(26);
        assertThat(world.pod.processes()).hasSize(1);
        assertThat(world.history(WorkflowIds.deployment(NAME)).getEvents().size())
                .isLessThan(DeploymentWorkflowImpl.LONG_HISTORY + 60);
    }

    @Test
    void aStartWritesAtMostEightyEventsInBothWorkflows() {
        world.ready(world.start());

        int events = world.history(WorkflowIds.deployment(NAME)).getEvents().size()
                + world.history(WorkflowIds.startServer(NAME, 1)).getEvents().size();

        assertThat(events).isLessThanOrEqualTo(80);
    }

    @Test
    void aPlanIsAnsweredWithoutAnyChange() {
        PlanServerWorkflow workflow = world.client.newWorkflowStub(
                PlanServerWorkflow.class,
                io.temporal.client.WorkflowOptions.newBuilder()
                        .setTaskQueue(dev.slipway.workflows.run.TaskQueues.CONTROL)
                        .build());

        assertThat(workflow.plan(spec()).port()).isEqualTo(8001);
        assertThat(world.faults.calls()).containsExactly("plan");
    }

    private void assertNothingStays() {
        assertThat(world.pod.processes()).isEmpty();
        assertThat(world.records.leases()).isEmpty();
    }

    static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
