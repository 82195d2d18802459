package dev.slipway.api.service;

import dev.slipway.api.ApiMain;
import dev.slipway.client.service.Version;
import dev.slipway.config.process.SlipwayProcess;
import io.grpc.StatusRuntimeException;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.concurrent.TimeUnit;

/** Versions of what answers. */
@Controller("/api/v1/version")
@ExecuteOn(TaskExecutors.BLOCKING)
final class VersionController {
    private final WorkflowServiceStubs stubs;

    VersionController(WorkflowServiceStubs stubs) {
        this.stubs = stubs;
    }

    /** Versions of Slipway, Java and Temporal. */
    @Get
    Version version() {
        return new Version(
                SlipwayProcess.version(ApiMain.class),
                Runtime.version().toString(),
                io.temporal.serviceclient.Version.LIBRARY_VERSION,
                temporalServer());
    }

    private String temporalServer() {
        try {
            return stubs.blockingStub()
                    .withDeadlineAfter(2, TimeUnit.SECONDS)
                    .getSystemInfo(GetSystemInfoRequest.getDefaultInstance())
                    .getServerVersion();
        } catch (StatusRuntimeException e) {
            return "";
        }
    }
}
