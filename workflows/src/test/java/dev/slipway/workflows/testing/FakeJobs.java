package dev.slipway.workflows.testing;

import dev.slipway.workflows.job.JobActivities;
import dev.slipway.workflows.job.JobEnd;
import dev.slipway.workflows.job.JobOutcome;
import dev.slipway.workflows.job.JobSpec;
import io.temporal.client.ActivityCompletionException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Jobs of a pod that does not exist. A job is executed once an id, whatever the attempts; its effects are functions of the
 * test. One whose activity is cancelled is ended; one whose activity dies in the middle runs on until it is ended.
 */
public final class FakeJobs implements JobActivities {
    public static final JobOutcome OK = new JobOutcome(JobOutcome.State.EXITED, 0, "");
    public static final JobOutcome LOST = new JobOutcome(JobOutcome.State.LOST, 0, "");
    public static final JobOutcome STALLED = new JobOutcome(JobOutcome.State.STALLED, 0, "");
    public static final JobOutcome LATE = new JobOutcome(JobOutcome.State.DEADLINE, 0, "");

    private final Consumer<JobSpec> begin;
    private final Consumer<JobSpec> middle;
    private final Consumer<JobSpec> finish;
    private final Set<String> running = new LinkedHashSet<>();
    private final Set<String> fenced = new HashSet<>();
    private final Map<String, JobOutcome> ended = new HashMap<>();
    private final List<JobSpec> executed = new ArrayList<>();
    private final Map<String, Deque<JobOutcome>> planned = new HashMap<>();

    /**
     * None runs yet.
     *
     * @param begin what a job does at first
     * @param middle what happens when it has begun and is not done; may throw
     * @param finish what a job does that succeeds
     */
    public FakeJobs(Consumer<JobSpec> begin, Consumer<JobSpec> middle, Consumer<JobSpec> finish) {
        this.begin = begin;
        this.middle = middle;
        this.finish = finish;
    }

    /** Script that ended by itself. */
    public static JobOutcome exited(int code, String tail) {
        return new JobOutcome(JobOutcome.State.EXITED, code, tail);
    }

    /** The next executions of a step's job end so; those after them succeed. */
    public synchronized void next(String step, JobOutcome... outcomes) {
        planned.computeIfAbsent(step, name -> new ArrayDeque<>()).addAll(List.of(outcomes));
    }

    /** Jobs that were executed, in order. */
    public synchronized List<JobSpec> executed() {
        return List.copyOf(executed);
    }

    /** Ids of jobs that run. */
    public synchronized Set<String> running() {
        return new LinkedHashSet<>(running);
    }

    @Override
    public JobOutcome run(JobSpec job) {
        Optional<JobOutcome> known = begun(job);
        return known.isPresent() ? known.get() : execute(job);
    }

    @Override
    public JobOutcome cleanUp(JobSpec job) {
        return run(job);
    }

    @Override
    public synchronized void end(JobEnd request) {
        running.remove(request.jobId());
        fenced.add(request.jobId());
    }

    private JobOutcome execute(JobSpec job) {
        try {
            middle.accept(job);
        } catch (ActivityCompletionException cancelled) {
            stopped(job);
            throw cancelled;
        }
        return finished(job);
    }

    private synchronized Optional<JobOutcome> begun(JobSpec job) {
        if (fenced.contains(job.jobId())) {
            return Optional.of(LOST);
        }
        Optional<JobOutcome> known = Optional.ofNullable(ended.get(job.jobId()));
        if (known.isEmpty()) {
            executed.add(job);
            running.add(job.jobId());
            begin.accept(job);
        }
        return known;
    }

    private synchronized void stopped(JobSpec job) {
        running.remove(job.jobId());
    }

    private synchronized JobOutcome finished(JobSpec job) {
        if (fenced.contains(job.jobId())) {
            return LOST;
        }
        JobOutcome outcome =
                Optional.ofNullable(planned.get(job.step())).map(Deque::poll).orElse(OK);
        if (outcome.ok()) {
            finish.accept(job);
        }
        running.remove(job.jobId());
        ended.put(job.jobId(), outcome);
        return outcome;
    }
}
