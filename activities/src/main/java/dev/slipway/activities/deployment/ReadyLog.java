package dev.slipway.activities.deployment;

import dev.slipway.activities.job.JobLog;
import dev.slipway.ssh.job.RemoteJobs.LogListener;
import dev.slipway.store.run.RunJournal;
import dev.slipway.workflows.deployment.ReadyRequest;
import java.time.InstantSource;

/** What a server logs while it starts: part of its start's run, and the sign that it makes progress. */
final class ReadyLog implements LogListener {
    private final InstantSource clock;
    private final long startedAtMillis;
    private final JobLog lines;
    private volatile ReadyPosition position;

    ReadyLog(ReadyRequest request, ReadyPosition from, RunJournal journal, InstantSource clock) {
        this.clock = clock;
        this.position = from;
        this.startedAtMillis = from.startedAtMillis();
        this.lines = new JobLog(
                from.offset(), (offset, line) -> journal.log(request.runId(), request.jobId(), offset, line + "\n"));
    }

    ReadyPosition position() {
        return position;
    }

    @Override
    public void onLog(long offset, byte[] bytes) {
        lines.accept(bytes);
        moved();
    }

    @Override
    public void onGap(long fromOffset, long toOffset) {
        lines.skipTo(toOffset);
        moved();
    }

    @Override
    public void onTick(long offset) {
        // the wait has a clock of its own
    }

    private void moved() {
        position = new ReadyPosition(lines.resumeOffset(), startedAtMillis, clock.millis());
    }
}
