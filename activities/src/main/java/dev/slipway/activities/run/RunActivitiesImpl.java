package dev.slipway.activities.run;

import dev.slipway.store.run.RunJournal;
import dev.slipway.workflows.run.RunActivities;
import dev.slipway.workflows.run.RunEvent;
import jakarta.inject.Singleton;
import java.util.List;

/** Writes the events of runs to the journal, which keeps each once. */
@Singleton
public final class RunActivitiesImpl implements RunActivities {
    private final RunJournal journal;

    RunActivitiesImpl(RunJournal journal) {
        this.journal = journal;
    }

    @Override
    public void record(String runId, List<RunEvent> events) {
        journal.record(runId, events);
    }
}
