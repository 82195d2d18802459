package dev.slipway.api.testing;

import dev.slipway.config.settings.Settings;
import dev.slipway.config.settings.SettingsFactory;
import dev.slipway.config.temporal.TemporalFactory;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Replaces;
import io.temporal.serviceclient.WorkflowServiceStubs;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Puts the settings and the Temporal server of a {@link TestApi} in the place of those of the environment. */
@Factory
final class TestBeans {
    static final Map<String, Settings> SETTINGS = new ConcurrentHashMap<>();
    static final Map<String, WorkflowServiceStubs> STUBS = new ConcurrentHashMap<>();

    @Singleton
    @Replaces(value = Settings.class, factory = SettingsFactory.class)
    Settings settings(@Property(name = "test.id") String id) {
        return java.util.Objects.requireNonNull(SETTINGS.get(id));
    }

    @Singleton
    @Replaces(value = WorkflowServiceStubs.class, factory = TemporalFactory.class)
    WorkflowServiceStubs stubs(@Property(name = "test.id") String id) {
        return java.util.Objects.requireNonNull(STUBS.get(id));
    }
}
