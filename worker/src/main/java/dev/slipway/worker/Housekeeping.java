package dev.slipway.worker;

import dev.slipway.store.run.RunRetention;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets runs beyond their retention. Every worker does it: deleting twice is harmless. */
@Singleton
class Housekeeping {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private final RunRetention retention;
    private final InstantSource clock;

    Housekeeping(RunRetention retention, InstantSource clock) {
        this.retention = retention;
        this.clock = clock;
    }

    @Scheduled(initialDelay = "5m", fixedDelay = "6h")
    void prune() {
        int forgotten = retention.prune(clock.instant());
        if (forgotten > 0) {
            LOG.info("forgot {} runs beyond their retention", forgotten);
        }
    }
}
