package dev.slipway.config.temporal;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import dev.slipway.config.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import jakarta.inject.Singleton;

/** The Temporal client of a process. Nothing is connected before its first use. */
@Factory
public class TemporalFactory {
    /** A bean of its own, closed: the reporter's thread is not a daemon, and the JVM would never exit. */
    @Singleton
    @Bean(preDestroy = "close")
    public Scope metricsScope(MeterRegistry registry) {
        return new RootScopeBuilder()
                .reporter(new MicrometerClientStatsReporter(registry))
                .reportEvery(com.uber.m3.util.Duration.ofSeconds(10));
    }

    @Singleton
    @Bean(preDestroy = "shutdown")
    public WorkflowServiceStubs serviceStubs(Settings settings, Scope scope) {
        return WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(settings.temporal().target())
                .setMetricsScope(scope)
                .build());
    }

    @Singleton
    public WorkflowClient workflowClient(WorkflowServiceStubs stubs, Settings settings) {
        return WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder()
                        .setNamespace(settings.temporal().namespace())
                        .build());
    }
}
