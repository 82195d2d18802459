package dev.slipway.workflows.model;

import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.job.Job;
import dev.slipway.workflows.job.JobOutcome;
import dev.slipway.workflows.run.RunProgress;
import dev.slipway.workflows.run.RunSteps;
import dev.slipway.workflows.run.Step;
import dev.slipway.workflows.run.Undo;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.List;

/**
 * See who uses it, set it aside, see again, forget it, delete it. A start that begins meanwhile either is seen the second
 * time, and the model is put back, or does not find the model, and waits.
 */
public final class RemoveModelWorkflowImpl implements RemoveModelWorkflow {
    static final List<Step> STEPS = List.of(
            Step.waiting("check", "See who uses it"),
            Step.waiting("aside", "Set it aside"),
            Step.waiting("forget", "Forget it"),
            Step.waiting("delete", "Delete its files"));

    private final RemoveModelRequest request;
    private final RunSteps steps;
    private final RemovalActivities inventory = ModelStubs.removals();

    @WorkflowInit
    public RemoveModelWorkflowImpl(RemoveModelRequest request) {
        this.request = request;
        this.steps = new RunSteps(request.runId(), STEPS);
    }

    @Override
    public RemoveModelResult remove(RemoveModelRequest same) {
        return steps.execute(this::carriedOut);
    }

    @Override
    public void join(String requester) {
        // It ends by itself, and soon.
    }

    @Override
    public void leave(String requester) {
        // It ends by itself, and soon.
    }

    @Override
    public RunProgress progress() {
        return steps.progress();
    }

    private RemoveModelResult carriedOut() {
        var jobs = new RemovalJobs(request, steps.run("check", () -> inventory.check(query(request.revision()))));
        Job aside = jobs.setAside();
        Undo back = steps.undo("the setting aside", () -> {
            aside.end();
            jobs.putBack().cleanUp();
        });
        String commit = steps.run("aside", () -> setAside(aside));
        back.settle();
        // From here on it is gone for everybody: a cancellation that comes now is too late.
        Workflow.newDetachedCancellationScope(() -> {
                    steps.run("forget", () -> inventory.forget(query(commit)));
                    steps.run("delete", () -> delete(jobs.delete()));
                })
                .run();
        return new RemoveModelResult(request.runId(), request.repository(), commit);
    }

    /** The commit; empty: every revision. */
    private String setAside(Job aside) {
        JobOutcome outcome = aside.run();
        if (outcome.state() == JobOutcome.State.EXITED && outcome.exitCode() == ModelScripts.NOT_THERE) {
            throw Failures.of(FailureCode.MODEL_NOT_FOUND, what() + " is not in the cache of " + request.pod() + ".");
        }
        refuse(outcome, "set aside");
        inventory.check(query(request.revision()));
        return request.revision().isEmpty() ? "" : HubFailures.lastLine(outcome.tail());
    }

    private void delete(Job delete) {
        refuse(delete.run(), "deleted");
    }

    private void refuse(JobOutcome outcome, String done) {
        if (!outcome.ok()) {
            throw Failures.of(
                    FailureCode.JOB_FAILED,
                    what() + " could not be " + done + ": " + HubFailures.lastLine(outcome.tail()));
        }
    }

    private ModelQuery query(String revision) {
        return new ModelQuery(request.pod(), request.repository(), revision);
    }

    private String what() {
        return request.revision().isEmpty() ? request.repository() : request.repository() + " at " + request.revision();
    }
}
