package dev.slipway.store;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A contract of the store: every test of it runs on both databases, each on an empty one. */
@ParameterizedClass(name = "{0}")
@EnumSource(TestDatabase.class)
public abstract class StoreContract {
    @Parameter
    @SuppressWarnings("NullAway.Init")
    protected TestDatabase database;

    @TempDir
    protected Path folder;

    @SuppressWarnings("NullAway.Init")
    private ApplicationContext context;

    @BeforeEach
    void open() {
        context = ApplicationContext.run(database.fresh(folder));
    }

    @AfterEach
    void close() {
        context.close();
    }

    protected <T> T bean(Class<T> type) {
        return context.getBean(type);
    }
}
