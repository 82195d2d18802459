package dev.slipway.worker;

import dev.slipway.activities.deployment.LeaseReconciler;
import dev.slipway.store.run.RunRetention;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets runs beyond their retention, and releases leases that nobody else will. Every worker does it: deleting and
 * releasing twice is harmless.
 */
@Singleton
class Housekeeping {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private final RunRetention retention;
    private final LeaseReconciler leases;
    private final InstantSource clock;

    Housekeeping(RunRetention retention, LeaseReconciler leases, InstantSource clock) {
        this.retention = retention;
        this.leases = leases;
        this.clock = clock;
    }

    @Scheduled(initialDelay = "5m", fixedDelay = "6h")
    void prune() {
        int forgotten = retention.prune(clock.instant());
        if (forgotten > 0) {
            LOG.info("forgot {} runs beyond their retention", forgotten);
        }
    }

    @Scheduled(initialDelay = "30s", fixedDelay = "5m")
    void releaseLeases() {
        try {
            leases.reconcile();
        } catch (RuntimeException e) {
            // The database is away: the next round finds the same leases.
            LOG.debug("leases could not be compared with their pods", e);
        }
    }
}
