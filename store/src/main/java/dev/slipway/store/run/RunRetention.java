package dev.slipway.store.run;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Forgets runs, with their events and logs, 30 days after they ended. */
@Singleton
public class RunRetention {
    private static final Duration KEPT = Duration.ofDays(30);

    private final RunRepository runs;

    RunRetention(RunRepository runs) {
        this.runs = runs;
    }

    /**
     * Removes what is old enough, a hundred runs a transaction. Safe to call from several processes at once.
     *
     * @return how many runs were found to be removed
     */
    public int prune(Instant now) {
        long before = now.minus(KEPT).toEpochMilli();
        int pruned = 0;
        for (List<String> old = runs.endedBefore(before); !old.isEmpty(); old = runs.endedBefore(before)) {
            runs.deleteByIdInList(old);
            pruned += old.size();
        }
        return pruned;
    }
}
