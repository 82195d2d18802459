package dev.slipway.store.run;

import dev.slipway.workflows.run.RunEvent;
import java.util.List;

/**
 * What happens in a run, written once and numbered per run. Readers follow the numbers ({@code Last-Event-ID}); they are
 * woken by LISTEN/NOTIFY on PostgreSQL and by one shared reader every 200 ms on H2, only while somebody listens.
 */
public interface RunJournal {
    /** Types of stored events beside those of {@link RunEvent.Type}. */
    String PROGRESS = "PROGRESS";

    String LOG = "LOG";

    /** Stores events once per key, and moves the run's status, failure and end where one says so. One transaction. */
    void record(String runId, List<RunEvent> events);

    /**
     * Appends log text; the same job and offset twice is stored once. Beyond 10 MiB a run, text is dropped and a note says
     * so once.
     */
    void log(String runId, String jobId, long offset, String text);

    /** Replaces the run's progress and makes an event of it; bytes, and bytes a second. */
    void progress(String runId, long bytesDone, long bytesTotal, long bytesPerSecond);

    /** Events with a number greater than {@code after}, in order, at most {@code limit}. */
    List<RunEventRow> after(String runId, long after, int limit);

    /** Calls {@code wake} whenever the run may have new events, until the subscription is closed. */
    Subscription follow(String runId, Runnable wake);

    /** Ends what {@link #follow} began. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
