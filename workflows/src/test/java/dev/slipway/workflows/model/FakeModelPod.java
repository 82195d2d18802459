package dev.slipway.workflows.model;

import dev.slipway.workflows.job.JobOutcome;
import dev.slipway.workflows.job.JobSpec;
import dev.slipway.workflows.testing.FakeJobs;
import dev.slipway.workflows.testing.OneFault;
import io.temporal.activity.Activity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** A pod with a model cache, in memory: what is whole, what is unfinished, what runs. Jobs succeed unless told otherwise. */
final class FakeModelPod implements ModelActivities {
    static final JobOutcome CORRUPT = FakeJobs.exited(27, "model.safetensors has another hash than the Hub says");

    final CountDownLatch blocked = new CountDownLatch(1);
    final FakeJobs work;
    private final List<String> records = new ArrayList<>();
    private Supplier<ModelView> hub = Views::missing;
    private String blockedStep = "";
    private volatile boolean released;
    private boolean unfinished;

    FakeModelPod(OneFault fault) {
        work = new FakeJobs(
                this::begin,
                job -> {
                    fault.midway();
                    blockIfWanted(job);
                },
                this::finish);
    }

    synchronized void hub(Supplier<ModelView> answers) {
        hub = answers;
    }

    void next(String step, JobOutcome... outcomes) {
        work.next(step, outcomes);
    }

    /** The job of this step goes on until it is cancelled. */
    synchronized void block(String step) {
        blockedStep = step;
    }

    /** Lets the blocked job end. */
    void release() {
        released = true;
    }

    @Override
    public ModelView inspect(ModelQuery query) {
        return answers().get();
    }

    private synchronized Supplier<ModelView> answers() {
        return hub;
    }

    @Override
    public synchronized void record(ModelRecord record) {
        records.add(record.status().name());
    }

    private synchronized void begin(JobSpec job) {
        unfinished |= job.step().equals("download");
    }

    private synchronized void finish(JobSpec job) {
        unfinished &= !Set.of("download", "clean").contains(job.step());
    }

    private void blockIfWanted(JobSpec job) {
        if (!job.step().equals(blockedStep())) {
            return;
        }
        blocked.countDown();
        try {
            while (!released) {
                Activity.getExecutionContext().heartbeat(null);
                Thread.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private synchronized String blockedStep() {
        return blockedStep;
    }

    /** Jobs in the order of their start, as {@code step.ordinal}; with {@code -xet} where Xet is off. */
    List<String> jobs() {
        return specs().stream()
                .map(job -> job.step() + "." + job.ordinal()
                        + (job.environment().containsKey("HF_HUB_DISABLE_XET") ? "-xet" : ""))
                .toList();
    }

    List<JobSpec> specs() {
        return work.executed();
    }

    synchronized List<String> records() {
        return List.copyOf(records);
    }

    /** What a run must not leave behind, in words; empty when nothing is there. */
    synchronized Set<String> remains() {
        var remains = new LinkedHashSet<String>();
        work.running().forEach(job -> remains.add("job " + job));
        if (unfinished) {
            remains.add("unfinished files");
        }
        if (!records.isEmpty() && records.getLast().equals(ModelStatus.DOWNLOADING.name())) {
            remains.add("a record of a download that nobody carries out");
        }
        return remains;
    }
}
