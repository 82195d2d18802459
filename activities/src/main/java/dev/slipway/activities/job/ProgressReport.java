package dev.slipway.activities.job;

import dev.slipway.store.run.RunJournal;

/** Writes the progress of a run to its journal, at most twice a second, and the last one always. */
final class ProgressReport {
    private static final long PAUSE_MILLIS = 500;

    private final RunJournal journal;
    private final String runId;
    private final TransferRate rate = new TransferRate();
    private ProgressLine latest = new ProgressLine(-1, 0);
    private long bytesPerSecond;
    private long writtenAtMillis;
    private boolean written = true;

    ProgressReport(RunJournal journal, String runId) {
        this.journal = journal;
        this.runId = runId;
    }

    /** Takes what the job told; answers whether it is more, or less, than before. */
    boolean add(ProgressLine line, long nowMillis) {
        boolean moved = line.done() != latest.done();
        bytesPerSecond = rate.add(nowMillis, line.done());
        latest = line;
        written = false;
        if (nowMillis - writtenAtMillis >= PAUSE_MILLIS) {
            write(nowMillis);
        }
        return moved;
    }

    void finish(long nowMillis) {
        if (!written) {
            write(nowMillis);
        }
    }

    private void write(long nowMillis) {
        journal.progress(runId, latest.done(), latest.total(), bytesPerSecond);
        writtenAtMillis = nowMillis;
        written = true;
    }
}
