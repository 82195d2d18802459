package dev.slipway.store.run;

import java.sql.Connection;

/** How a process learns that a run has new events. */
interface RunWatch {
    /** Watches for the wanted runs and wakes their readers; returns when none is wanted any more. */
    void watch(RunWakes wakes);

    /** Called in the transaction that writes events. */
    void announce(Connection connection, String runId);
}
