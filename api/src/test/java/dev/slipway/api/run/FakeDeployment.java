package dev.slipway.api.run;

import dev.slipway.workflows.deployment.CommandAccepted;
import dev.slipway.workflows.deployment.DeploymentState;
import dev.slipway.workflows.deployment.DeploymentWorkflow;
import dev.slipway.workflows.deployment.Observation;
import dev.slipway.workflows.deployment.RestartCommand;
import dev.slipway.workflows.deployment.ServerSpec;
import dev.slipway.workflows.deployment.StartCommand;
import dev.slipway.workflows.deployment.StopCommand;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import io.temporal.workflow.Workflow;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Accepts and refuses as the real one does, and never carries anything out. */
public final class FakeDeployment implements DeploymentWorkflow {
    private @Nullable ServerSpec running;
    private String runId = "";
    private boolean over;
    private final Set<String> withdrawn = new HashSet<>();

    @Override
    public void manage(DeploymentState state) {
        Workflow.await(() -> over);
    }

    @Override
    public CommandAccepted start(StartCommand command) {
        refuseWithdrawn(command.runId());
        if (running == null) {
            running = command.spec();
            runId = command.runId();
            return new CommandAccepted(runId, false);
        }
        if (running.equals(command.spec())) {
            return new CommandAccepted(runId, true);
        }
        throw Failures.of(FailureCode.DEPLOYMENT_CONFLICT, "It runs with another request.");
    }

    @Override
    public CommandAccepted stop(StopCommand command) {
        refuseWithdrawn(command.runId());
        over = true;
        return new CommandAccepted(command.runId(), false);
    }

    @Override
    public CommandAccepted restart(RestartCommand command) {
        refuseWithdrawn(command.runId());
        return new CommandAccepted(command.runId(), false);
    }

    @Override
    public void checkStart(StartCommand command) {
        // All are heard.
    }

    @Override
    public void checkStop(StopCommand command) {
        // All are heard.
    }

    @Override
    public void checkRestart(RestartCommand command) {
        // All are heard.
    }

    @Override
    public void cancel(String run) {
        over = run.equals(runId);
        withdrawn.add(run);
    }

    private void refuseWithdrawn(String run) {
        if (withdrawn.contains(run)) {
            throw Failures.of(FailureCode.CANCELLED, "The run was cancelled before its command arrived.");
        }
    }

    @Override
    public void observed(Observation observation) {
        // Nothing runs.
    }

    @Override
    public DeploymentState state() {
        return DeploymentState.initial("");
    }
}
