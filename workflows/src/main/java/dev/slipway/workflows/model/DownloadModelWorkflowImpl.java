package dev.slipway.workflows.model;

import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.job.Job;
import dev.slipway.workflows.job.JobOutcome;
import dev.slipway.workflows.run.RunProgress;
import dev.slipway.workflows.run.RunSteps;
import dev.slipway.workflows.run.Step;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Resolve, check the disk, download, verify, record. A model that is there and verified is done after the first. */
public final class DownloadModelWorkflowImpl implements DownloadModelWorkflow {
    static final List<Step> STEPS = List.of(
            Step.waiting("resolve", "Ask the Hub"),
            Step.waiting("disk", "Check the disk"),
            Step.waiting("download", "Download"),
            Step.waiting("verify", "Verify every file"),
            Step.waiting("record", "Record it"));
    /** A file that is wrong so often in sequence is wrong where it comes from. */
    private static final int VERIFICATIONS = 3;

    private final DownloadRequest request;
    private final ModelQuery query;
    private final RunSteps steps;
    private final Requesters requesters;
    private final ModelActivities models = ModelStubs.models();
    private @Nullable Job current;

    @WorkflowInit
    public DownloadModelWorkflowImpl(DownloadRequest request) {
        this.request = request;
        this.query = new ModelQuery(request.pod(), request.repository(), request.revision());
        this.steps = new RunSteps(request.runId(), STEPS);
        this.requesters = new Requesters(request.runId());
    }

    @Override
    public DownloadResult download(DownloadRequest same) {
        return requesters.whileWanted(() -> steps.execute(this::carriedOut), this::ownerLeft);
    }

    @Override
    public void join(String requester) {
        requesters.join(requester);
    }

    @Override
    public void leave(String requester) {
        requesters.leave(requester);
    }

    @Override
    public RunProgress progress() {
        return steps.progress();
    }

    private void ownerLeft(int others) {
        if (others > 0) {
            steps.note("Cancelled, but others wait for this download: it goes on for them.");
        }
    }

    private DownloadResult carriedOut() {
        ModelView view = steps.run("resolve", this::resolve);
        if (!view.verified() || request.recheck()) {
            steps.run("disk", () -> checkDisk(view));
            fetch(view);
        }
        steps.run("record", () -> record(view, ModelStatus.VERIFIED));
        return new DownloadResult(
                request.runId(),
                view.repository(),
                view.commit(),
                view.snapshotPath(),
                view.sizeBytes(),
                view.missingBytes());
    }

    private ModelView resolve() {
        ModelView view = models.inspect(query);
        String there = view.verified() ? ", there and verified" : ", " + ByteText.of(view.missingBytes()) + " missing";
        steps.detail("Commit " + view.commit() + ": " + ByteText.of(view.sizeBytes()) + " in " + view.files() + " files"
                + there);
        if (!view.hubAsked() && !view.commit().equals(request.revision())) {
            steps.note("The Hub gave no answer: the copy that is there and verified is taken.");
        }
        return view;
    }

    private void checkDisk(ModelView view) {
        DiskNeed need = DiskNeed.of(view);
        need.shortage(request.repository()).ifPresent(shortage -> {
            throw Failures.of(shortage.code(), shortage.message());
        });
        steps.detail(need.text());
    }

    private void fetch(ModelView view) {
        var jobs = new ModelJobs(request, view);
        steps.undo(
                "the record of the download",
                () -> ModelStubs.record(new ModelRecord(request.runId(), query, view, ModelStatus.FAILED)));
        steps.undo("its unfinished files", () -> {
            end(current);
            jobs.clean().cleanUp();
        });
        DownloadAttempts last = steps.run("download", () -> {
            record(view, ModelStatus.DOWNLOADING);
            return view.verified() ? DownloadAttempts.first(view) : download(jobs, DownloadAttempts.first(view));
        });
        steps.run("verify", () -> verify(jobs, last));
    }

    /** Tries until the client says that everything is there. */
    private DownloadAttempts download(ModelJobs jobs, DownloadAttempts first) {
        DownloadAttempts attempt = first;
        while (true) {
            long begun = Workflow.currentTimeMillis();
            JobOutcome outcome = run(jobs.download(attempt));
            Duration ran = Duration.ofMillis(Workflow.currentTimeMillis() - begun);
            switch (attempt.after(outcome, request.repository(), ran)) {
                case DownloadAttempts.Done _ -> {
                    return attempt;
                }
                case DownloadAttempts.GiveUp(var failure) ->
                    throw Failures.of(failure.code(), whole(failure.code(), failure.message(), jobs.view()));
                case DownloadAttempts.Again(var next, var pause, var why) -> {
                    steps.announce(why);
                    Workflow.sleep(pause);
                    attempt = next;
                }
            }
        }
    }

    private void verify(ModelJobs jobs, DownloadAttempts done) {
        DownloadAttempts attempt = done;
        for (int round = 0; ; round++) {
            JobOutcome outcome = run(jobs.verify(round));
            if (outcome.ok()) {
                steps.detail(jobs.view().files() + " files, size and hash of each");
                return;
            }
            if (outcome.state() != JobOutcome.State.EXITED || outcome.exitCode() != ModelScripts.WRONG_FILES) {
                throw Failures.of(FailureCode.JOB_FAILED, "The files could not be read: " + said(outcome));
            }
            if (round == VERIFICATIONS - 1) {
                throw Failures.of(FailureCode.FILE_CORRUPT, said(outcome) + ", " + VERIFICATIONS + " times.");
            }
            steps.announce(said(outcome) + ": fetched again.");
            attempt = download(jobs, attempt.afresh());
        }
    }

    private JobOutcome run(Job job) {
        current = job;
        return job.run();
    }

    private void record(ModelView view, ModelStatus status) {
        models.record(new ModelRecord(request.runId(), query, view, status));
    }

    private static void end(@Nullable Job job) {
        if (job != null) {
            job.end();
        }
    }

    private static String said(JobOutcome outcome) {
        return HubFailures.lastLine(outcome.tail());
    }

    /** A full disk is told with its numbers, also when the client met it. */
    private static String whole(FailureCode code, String message, ModelView view) {
        return code == FailureCode.DISK_FULL
                ? message + " (" + DiskNeed.of(view).text() + " before)"
                : message;
    }
}
