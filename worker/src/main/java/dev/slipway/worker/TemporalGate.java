package dev.slipway.worker;

import dev.slipway.config.settings.Settings;
import dev.slipway.workflows.run.SearchAttributes;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must be true of the Temporal server before a worker polls it: it answers, and knows our search attributes (a start
 * with an unknown one would fail).
 */
@Singleton
final class TemporalGate {
    private static final Logger LOG = LoggerFactory.getLogger(TemporalGate.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> ATTRIBUTES = List.of(
            SearchAttributes.POD.getName(),
            SearchAttributes.MODEL.getName(),
            SearchAttributes.DEPLOYMENT.getName(),
            SearchAttributes.KIND.getName());

    private final WorkflowServiceStubs stubs;
    private final Settings settings;

    TemporalGate(WorkflowServiceStubs stubs, Settings settings) {
        this.stubs = stubs;
        this.settings = settings;
    }

    /** Waits until the server answers, then registers what is missing. */
    void pass() throws TemporalUnreachable, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                registerSearchAttributes();
                return;
            } catch (StatusRuntimeException e) {
                if (System.nanoTime() > deadline) {
                    throw new TemporalUnreachable(settings.temporal().target());
                }
                LOG.warn(
                        "Temporal at {} is not ready ({}); trying again",
                        settings.temporal().target(),
                        e.getStatus().getCode());
                TimeUnit.SECONDS.sleep(1);
            }
        }
    }

    private void registerSearchAttributes() {
        OperatorServiceStubs operator = OperatorServiceStubs.newServiceStubs(OperatorServiceStubsOptions.newBuilder()
                .setChannel(stubs.getRawChannel())
                .validateAndBuildWithDefaults());
        String namespace = settings.temporal().namespace();
        var service = operator.blockingStub().withDeadlineAfter(5, TimeUnit.SECONDS);
        var known = service.listSearchAttributes(ListSearchAttributesRequest.newBuilder()
                        .setNamespace(namespace)
                        .build())
                .getCustomAttributesMap();
        var missing = AddSearchAttributesRequest.newBuilder().setNamespace(namespace);
        ATTRIBUTES.stream()
                .filter(name -> !known.containsKey(name))
                .forEach(name -> missing.putSearchAttributes(name, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
        if (missing.getSearchAttributesCount() == 0) {
            return;
        }
        try {
            operator.blockingStub().withDeadlineAfter(10, TimeUnit.SECONDS).addSearchAttributes(missing.build());
        } catch (StatusRuntimeException e) {
            // another worker was first
            if (e.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
                throw e;
            }
        }
    }
}
