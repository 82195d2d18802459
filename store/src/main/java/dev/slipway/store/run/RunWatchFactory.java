package dev.slipway.store.run;

import dev.slipway.store.database.DatabaseKind;
import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** Chooses how to learn of new events. */
@Factory
final class RunWatchFactory {
    @Singleton
    RunWatch watch(DatabaseKind database, DatasourceConfiguration datasource, RunRepository runs) {
        return database.notifies() ? new NotifyWatch(datasource) : new PollingWatch(runs);
    }
}
