package dev.slipway.activities.deployment;

import dev.slipway.activities.deployment.ReadyWait.Logged;
import dev.slipway.activities.job.JobLog;
import dev.slipway.store.run.RunJournal;
import dev.slipway.workflows.deployment.ReadyRequest;
import java.time.InstantSource;

/** What a server logs while it starts: part of its start's run, and the sign that it makes progress. */
final class ReadyLog {
    private final InstantSource clock;
    private final long startedAtMillis;
    private final JobLog lines;
    private ReadyPosition position;

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

    /** Stores what arrived. */
    void add(Logged logged) {
        if (logged.bytes().length == 0) {
            lines.skipTo(logged.offset());
        } else {
            lines.accept(logged.bytes());
        }
        position = new ReadyPosition(lines.resumeOffset(), startedAtMillis, clock.millis());
    }
}
