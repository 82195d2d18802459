package dev.slipway.workflows.model;

import dev.slipway.workflows.job.JobActivities;
import dev.slipway.workflows.job.JobEnd;
import dev.slipway.workflows.job.JobOutcome;
import dev.slipway.workflows.job.JobSpec;
import io.temporal.activity.Activity;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/**
 * A pod with a model cache, in memory: what is whole, what is unfinished, what runs. Jobs succeed unless told otherwise, and
 * a job that is asked for twice under one id is one execution.
 */
final class FakeModelPod implements ModelActivities, JobActivities {
    static final JobOutcome OK = new JobOutcome(JobOutcome.State.EXITED, 0, "");
    static final JobOutcome STALLED = new JobOutcome(JobOutcome.State.STALLED, 0, "");
    static final JobOutcome LOST = new JobOutcome(JobOutcome.State.LOST, 0, "");
    static final JobOutcome CORRUPT =
            new JobOutcome(JobOutcome.State.EXITED, 27, "model.safetensors has another hash than the Hub says");

    final CountDownLatch blocked = new CountDownLatch(1);
    private final Map<String, Deque<JobOutcome>> scripted = new HashMap<>();
    private final Map<String, JobOutcome> ended = new LinkedHashMap<>();
    private final List<JobSpec> started = new ArrayList<>();
    private final List<String> records = new ArrayList<>();
    private Supplier<ModelView> hub = Views::missing;
    private String blockedStep = "";
    private volatile boolean released;
    private boolean unfinished;
    private String running = "";

    synchronized void hub(Supplier<ModelView> answers) {
        hub = answers;
    }

    synchronized void next(String step, JobOutcome... outcomes) {
        scripted.computeIfAbsent(step, name -> new ArrayDeque<>()).addAll(List.of(outcomes));
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

    @Override
    public JobOutcome run(JobSpec job) {
        Optional<JobOutcome> known = begin(job);
        if (known.isPresent()) {
            return known.get();
        }
        if (job.step().equals(blockedStep())) {
            blocked.countDown();
            untilCancelled();
        }
        return finish(job);
    }

    private synchronized Optional<JobOutcome> begin(JobSpec job) {
        if (!ended.containsKey(job.jobId())) {
            started.add(job);
            running = job.jobId();
            unfinished |= job.step().equals("download");
        }
        return Optional.ofNullable(ended.get(job.jobId()));
    }

    private synchronized String blockedStep() {
        return blockedStep;
    }

    private void untilCancelled() {
        try {
            while (!released) {
                Activity.getExecutionContext().heartbeat(null);
                Thread.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            synchronized (this) {
                running = "";
            }
        }
    }

    private synchronized JobOutcome finish(JobSpec job) {
        JobOutcome outcome =
                Optional.ofNullable(scripted.get(job.step())).map(Deque::poll).orElse(OK);
        running = "";
        unfinished &= !(outcome.ok() && job.step().equals("download"));
        ended.put(job.jobId(), outcome);
        return outcome;
    }

    @Override
    public synchronized void end(JobEnd request) {
        if (running.equals(request.jobId())) {
            running = "";
        }
    }

    @Override
    public synchronized JobOutcome cleanUp(JobSpec job) {
        started.add(job);
        unfinished = false;
        return OK;
    }

    /** Jobs in the order of their start, as {@code step.ordinal}; with {@code -xet} where Xet is off. */
    synchronized List<String> jobs() {
        return started.stream()
                .map(job -> job.step() + "." + job.ordinal()
                        + (job.environment().containsKey("HF_HUB_DISABLE_XET") ? "-xet" : ""))
                .toList();
    }

    synchronized List<JobSpec> specs() {
        return List.copyOf(started);
    }

    synchronized List<String> records() {
        return List.copyOf(records);
    }

    /** What a run must not leave behind, in words; empty when nothing is there. */
    synchronized List<String> remains() {
        var remains = new ArrayList<String>();
        if (unfinished) {
            remains.add("unfinished files");
        }
        if (!running.isEmpty()) {
            remains.add("job " + running);
        }
        return remains;
    }
}
