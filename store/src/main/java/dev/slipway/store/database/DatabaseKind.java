package dev.slipway.store.database;

import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import jakarta.inject.Singleton;

/** Which database the tables are in, where that makes a difference. */
@Singleton
public final class DatabaseKind {
    private final boolean postgres;

    DatabaseKind(DatasourceConfiguration datasource) {
        this.postgres = datasource.getUrl().startsWith("jdbc:postgresql:");
    }

    /** Whether the database can wake its readers (LISTEN and NOTIFY); H2 cannot. */
    public boolean notifies() {
        return postgres;
    }
}
