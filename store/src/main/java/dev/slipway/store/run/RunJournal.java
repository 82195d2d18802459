package dev.slipway.store.run;

import dev.slipway.workflows.run.RunEvent;
import java.util.List;

/**
 * What happens in a run, written once and numbered per run. Readers follow the numbers ({@code Last-Event-ID}); they are
 * woken by LISTEN/NOTIFY on PostgreSQL and by one shared reader every 200 ms on H2, only while somebody listens.
 *
 * <p>Numbers of a run rise in the order in which its events become visible, with gaps. What is written for a run that is
 * not stored (any more) is dropped with a warning: a journal never stops an operation.
 */
public interface RunJournal {
    /** Type of a stored event beside those of {@link RunEvent.Type}; the payload is a {@link RunBytes}. */
    String PROGRESS = "PROGRESS";

    /** Type of a stored event beside those of {@link RunEvent.Type}; the payload is a {@link RunLogText}. */
    String LOG = "LOG";

    /** Most text that {@link #log} takes at once, in characters. */
    int LOG_PIECE_LIMIT = 256 * 1024;

    /**
     * Stores events once per key, and moves the run's status, failure and end where one says so. One transaction. The
     * payload is the {@link RunEvent} itself.
     */
    void record(String runId, List<RunEvent> events);

    /**
     * Appends log text; the same job and offset twice is stored once. Beyond 10 MiB a run, text is dropped and a note says
     * so once.
     *
     * @param offset logical offset of the text in the job's log, in bytes
     * @throws IllegalArgumentException when the text is longer than {@link #LOG_PIECE_LIMIT}
     */
    void log(String runId, String jobId, long offset, String text);

    /**
     * Replaces the run's progress and its last progress event; bytes, and bytes a second. Does nothing when nothing
     * changed or the run has ended.
     */
    void progress(String runId, long bytesDone, long bytesTotal, long bytesPerSecond);

    /** Events with a number greater than {@code after}, in order, at most {@code limit}. */
    List<RunEventRow> after(String runId, long after, int limit);

    /**
     * Calls {@code wake} whenever the run may have new events, and once when listening has begun, until the subscription is
     * closed. The call comes from a shared thread: return at once.
     */
    Subscription follow(String runId, Runnable wake);

    /** Ends what {@link #follow} began. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
