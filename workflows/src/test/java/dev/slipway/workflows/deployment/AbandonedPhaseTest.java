package dev.slipway.workflows.deployment;

import static dev.slipway.workflows.deployment.DeploymentWorld.NAME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.workflows.run.WorkflowIds;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import io.temporal.workflow.ChildWorkflowOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A phase that was ended from outside undoes nothing and writes nothing: its run ends all the same. It times out here; the
 * server of these tests does not tell a parent that its child was terminated.
 */
@Timeout(60)
class AbandonedPhaseTest {
    @Test
    void theRunOfAnAbandonedStartFailsAndTheNextStartClearsItAway() {
        try (var world = new DeploymentWorld(new Doomed(WorkflowIds.startServer(NAME, 1)))) {
            world.faults.block("awaitReady", () -> {});
            CommandAccepted start = world.start();

            assertThat(world.ended(start)).startsWith("RUN_FAILED");
            assertThat(world.records.deployment(NAME).status()).isEqualTo(DeploymentStatus.DEAD);
            world.faults.clear();
            CommandAccepted second = world.start();
            assertThat(second.joined()).isFalse();
            assertThat(world.ended(second)).isEqualTo("RUN_DONE");
            assertThat(world.pod.processes()).containsExactly(second.runId() + ".serve.2");
        }
    }

    @Test
    void theRunOfAnAbandonedStopFails() {
        try (var world = new DeploymentWorld(new Doomed(WorkflowIds.stopServer(NAME, 1, "run-2")))) {
            world.ended(world.start());
            world.faults.block("drain", () -> {});
            CommandAccepted stop = world.stop();

            assertThat(world.ended(stop)).startsWith("RUN_FAILED");
            assertThat(world.records.deployment(NAME).status()).isEqualTo(DeploymentStatus.DEAD);
        }
    }

    /** Gives one child a second to live. */
    private static final class Doomed extends WorkerInterceptorBase {
        private final String workflowId;

        Doomed(String workflowId) {
            this.workflowId = workflowId;
        }

        @Override
        public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
            return new WorkflowInboundCallsInterceptorBase(next) {
                @Override
                public void init(WorkflowOutboundCallsInterceptor calls) {
                    super.init(new Shortened(calls, workflowId));
                }
            };
        }
    }

    private static final class Shortened extends WorkflowOutboundCallsInterceptorBase {
        private final String workflowId;

        Shortened(WorkflowOutboundCallsInterceptor next, String workflowId) {
            super(next);
            this.workflowId = workflowId;
        }

        @Override
        public <R> ChildWorkflowOutput<R> executeChildWorkflow(ChildWorkflowInput<R> input) {
            if (!input.getWorkflowId().equals(workflowId)) {
                return super.executeChildWorkflow(input);
            }
            return super.executeChildWorkflow(new ChildWorkflowInput<>(
                    input.getWorkflowId(),
                    input.getWorkflowType(),
                    input.getResultClass(),
                    input.getResultType(),
                    input.getArgs(),
                    ChildWorkflowOptions.newBuilder(input.getOptions())
                            .setWorkflowRunTimeout(Duration.ofSeconds(1))
                            .build(),
                    input.getHeader()));
        }
    }
}
