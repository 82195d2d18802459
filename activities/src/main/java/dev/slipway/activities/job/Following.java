package dev.slipway.activities.job;

import dev.slipway.activities.connection.Pulse;
import dev.slipway.ssh.job.RemoteJobs.LogListener;
import dev.slipway.store.run.RunJournal;
import dev.slipway.workflows.job.JobOutcome;
import dev.slipway.workflows.job.JobSpec;
import io.temporal.activity.ActivityExecutionContext;
import java.time.InstantSource;

/** One attempt to follow one job: stores what it logs, heartbeats, and notices when it is late or stalls. */
final class Following implements LogListener {
    /** What the job did while nobody listened arrives within this. */
    private static final long SETTLING_MILLIS = 5000;

    private final JobSpec job;
    private final Pulse pulse;
    private final InstantSource clock;
    private final long scheduledAtMillis;
    private final ProgressReport progress;
    private final JobLog log;
    private long activeAtMillis;
    /** When this attempt first ticked; 0: not yet. */
    private long listeningSinceMillis;

    Following(
            JobSpec job,
            FollowPosition from,
            ActivityExecutionContext context,
            RunJournal journal,
            InstantSource clock) {
        this.job = job;
        this.pulse = new Pulse(context, clock);
        this.clock = clock;
        this.scheduledAtMillis = context.getInfo().getScheduledTimestamp();
        this.activeAtMillis = from.activeAtMillis();
        this.progress = new ProgressReport(journal, job.runId());
        this.log = new JobLog(from.offset(), (offset, line) -> store(journal, offset, line));
    }

    @Override
    public void onLog(long offset, byte[] bytes) {
        log.accept(bytes);
    }

    @Override
    public void onGap(long fromOffset, long toOffset) {
        log.skipTo(toOffset);
    }

    @Override
    public void onTick(long offset) {
        pulse.beat(position());
        long now = clock.millis();
        if (listeningSinceMillis == 0) {
            listeningSinceMillis = now;
        }
        if (now - listeningSinceMillis >= SETTLING_MILLIS) {
            checkTimes(now);
        }
    }

    private void checkTimes(long now) {
        if (now - scheduledAtMillis > job.deadline().toMillis()) {
            throw new Overdue(JobOutcome.State.DEADLINE);
        }
        if (job.stall().isPositive() && now - activeAtMillis > job.stall().toMillis()) {
            throw new Overdue(JobOutcome.State.STALLED);
        }
    }

    FollowPosition position() {
        return new FollowPosition(log.resumeOffset(), activeAtMillis);
    }

    /** Stores what is left, and answers the last lines. */
    String finish() {
        log.finish();
        progress.finish(clock.millis());
        return log.tail();
    }

    private void store(RunJournal journal, long offset, String line) {
        var told = ProgressLine.parse(line);
        boolean active = told.map(each -> progress.add(each, clock.millis())).orElse(true);
        if (active) {
            activeAtMillis = clock.millis();
        }
        if (told.isEmpty()) {
            journal.log(job.runId(), job.jobId(), offset, line + "\n");
        }
    }

    /** The job passed its deadline or stalled: its following ends, and then it does. */
    static final class Overdue extends RuntimeException {
        private final JobOutcome.State state;

        Overdue(JobOutcome.State state) {
            super(state.name(), null, false, false);
            this.state = state;
        }

        JobOutcome.State state() {
            return state;
        }
    }
}
