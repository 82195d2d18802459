package dev.slipway.workflows.run;

import io.temporal.activity.ActivityInterface;
import java.util.List;

/** Writes what happens in a run to the store. Used as a local activity, one history event a call; but for the end of a run that is done. */
@ActivityInterface(namePrefix = "Run")
public interface RunActivities {
    /** Stores the events, idempotent by run and key, and moves the run's status where an event says so. */
    void record(String runId, List<RunEvent> events);
}
