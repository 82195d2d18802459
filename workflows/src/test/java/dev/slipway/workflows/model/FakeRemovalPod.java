package dev.slipway.workflows.model;

import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.job.JobActivities;
import dev.slipway.workflows.job.JobEnd;
import dev.slipway.workflows.job.JobOutcome;
import dev.slipway.workflows.job.JobSpec;
import io.temporal.activity.Activity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/** A pod with one model, and the inventory's view of it, in memory. */
final class FakeRemovalPod implements RemovalActivities, JobActivities {
    enum Place {
        CACHE,
        ASIDE,
        NOWHERE
    }

    final CountDownLatch blocked = new CountDownLatch(1);
    private final List<String> jobs = new ArrayList<>();
    private final List<String> forgotten = new ArrayList<>();
    private final Map<String, JobOutcome> outcomes = new TreeMap<>();
    private Place place = Place.CACHE;
    private int checksUntilUsed = Integer.MAX_VALUE;
    private String blockedStep = "";

    synchronized void outcome(String step, JobOutcome outcome) {
        outcomes.put(step, outcome);
    }

    /** A deployment uses it from the check of this number on; the first is 0. */
    synchronized void usedFromCheck(int number) {
        checksUntilUsed = number;
    }

    synchronized void block(String step) {
        blockedStep = step;
    }

    @Override
    public synchronized String check(ModelQuery query) {
        if (checksUntilUsed-- <= 0) {
            throw Failures.of(FailureCode.MODEL_IN_USE, query.repository() + " is used by chat.");
        }
        return "/python";
    }

    @Override
    public synchronized void forget(ModelQuery query) {
        forgotten.add(query.revision());
    }

    @Override
    public JobOutcome run(JobSpec job) {
        boolean waits = begin(job);
        if (waits) {
            blocked.countDown();
            untilCancelled();
        }
        return move(job);
    }

    private synchronized boolean begin(JobSpec job) {
        jobs.add(job.step());
        return job.step().equals(blockedStep);
    }

    private static void untilCancelled() {
        try {
            while (true) {
                Activity.getExecutionContext().heartbeat(null);
                Thread.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private synchronized JobOutcome move(JobSpec job) {
        JobOutcome outcome =
                outcomes.getOrDefault(job.step(), new JobOutcome(JobOutcome.State.EXITED, 0, Views.COMMIT));
        if (outcome.ok()) {
            place = switch (job.step()) {
                case "aside" -> Place.ASIDE;
                case "back" -> Place.CACHE;
                case "delete" -> Place.NOWHERE;
                default -> throw new IllegalArgumentException(job.step());
            };
        }
        return outcome;
    }

    @Override
    public void end(JobEnd request) {
        // Nothing of it runs on.
    }

    @Override
    public JobOutcome cleanUp(JobSpec job) {
        begin(job);
        return move(job);
    }

    synchronized Place place() {
        return place;
    }

    synchronized List<String> jobs() {
        return List.copyOf(jobs);
    }

    /** Revisions that the inventory was told to forget. */
    synchronized List<String> forgotten() {
        return List.copyOf(forgotten);
    }
}
