package dev.slipway.workflows.pod;

import dev.slipway.workflows.job.Job;
import dev.slipway.workflows.job.JobOutcome;
import dev.slipway.workflows.job.JobSpec;
import dev.slipway.workflows.run.RunSteps;
import dev.slipway.workflows.run.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The steps of a plan as jobs, each with its undo beside it. */
final class SetUpJobs {
    private final SetUpRequest request;
    private final PodFacts facts;
    private final RunSteps steps;

    SetUpJobs(SetUpRequest request, PodFacts facts, RunSteps steps) {
        this.request = request;
        this.facts = facts;
        this.steps = steps;
    }

    /** Runs the step, and answers what takes it back: to be settled once the runtime was verified. */
    Undo run(SetUpStep step) {
        var job = new Job(spec(step.name(), step.script(), step.parameters(), step.deadline()));
        Undo undo = undo(step, job);
        JobOutcome outcome = job.run();
        if (!outcome.ok()) {
            throw SetUpFailures.of(step, outcome);
        }
        steps.detail(SetUpFailures.lastWord(outcome).orElse(step.why()));
        return undo;
    }

    private Undo undo(SetUpStep step, Job job) {
        return switch (step.name()) {
            case SetUpPlan.RUNTIME ->
                undo(
                        "the half-made runtime",
                        job,
                        SetUpScripts.UNDO_RUNTIME,
                        step.parameters().get(2));
            case SetUpPlan.UV -> undo("the half-made uv", job, SetUpScripts.UNDO_UV, facts.root());
            // What the system's package manager or the mount command did is whole or not there.
            default -> steps.undo("the job of " + step.name(), job::end);
        };
    }

    private Undo undo(String what, Job job, String script, String parameter) {
        String step = job.step();
        var removal = new Job(spec("undo-" + step, script, List.of(parameter), Deadlines.UNDO));
        return steps.undo(what, () -> {
            job.end();
            removal.cleanUp();
        });
    }

    private JobSpec spec(String step, String script, List<String> parameters, Duration deadline) {
        return new JobSpec(
                request.pod(),
                request.runId(),
                step,
                1,
                script,
                parameters,
                Map.of("SLIPWAY_RUN", request.runId()),
                List.of(JobSpec.ALL_SECRETS_OF_POD),
                deadline,
                Duration.ZERO);
    }
}
