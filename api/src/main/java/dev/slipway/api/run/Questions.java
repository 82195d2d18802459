package dev.slipway.api.run;

import dev.slipway.api.problem.ApiProblem;
import dev.slipway.api.problem.TemporalFailures;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.run.TaskQueues;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a worker something that changes nothing and takes seconds (a plan, a look at a pod), by a short workflow that is no
 * run: it is shown in the Temporal Web UI, but not among the runs.
 */
@Singleton
public class Questions {
    private static final Duration LIMIT = Duration.ofSeconds(50);

    private final WorkflowClient client;
    private final TakeUp takeUp;
    private final Bounded bounded;

    Questions(WorkflowClient client, TakeUp takeUp, Bounded bounded) {
        this.client = client;
        this.takeUp = takeUp;
        this.bounded = bounded;
    }

    /**
     * Asks and waits for the answer.
     *
     * @param workflowId two that ask at the same time under one id get the same answer
     * @throws ApiProblem what the worker found in the way, or {@code NO_WORKER}
     */
    public <T> T ask(Class<?> workflow, String workflowId, String summary, Class<T> answer, Object argument) {
        WorkflowStub stub = client.newUntypedWorkflowStub(
                workflow.getSimpleName(),
                WorkflowOptions.newBuilder()
                        .setWorkflowId(workflowId)
                        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                        .setTaskQueue(TaskQueues.CONTROL)
                        .setWorkflowExecutionTimeout(LIMIT)
                        .setStaticSummary(summary)
                        .build());
        var execution = bounded.call(Operations.CALL, () -> stub.start(argument));
        if (!takeUp.within(execution, Operations.PATIENCE)) {
            endQuietly(stub);
            throw WorkerAbsence.problem();
        }
        try {
            return stub.getResult(LIMIT.toSeconds(), TimeUnit.SECONDS, answer);
        } catch (WorkflowFailedException e) {
            throw new ApiProblem(Failures.read(e));
        } catch (TimeoutException e) {
            throw WorkerAbsence.problem();
        }
    }

    private void endQuietly(WorkflowStub stub) {
        try {
            bounded.call(Operations.CALL, () -> {
                stub.terminate("No worker began with it within 5 s.");
                return stub;
            });
        } catch (RuntimeException e) {
            if (!TemporalFailures.notFound(e)) {
                throw e;
            }
        }
    }
}
