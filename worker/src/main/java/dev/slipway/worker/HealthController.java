package dev.slipway.worker;

import dev.slipway.config.process.SlipwayProcess;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.Map;

/** Tells supervisors whether this worker polls. */
@Controller("/health")
final class HealthController {
    private final WorkerHost host;

    HealthController(WorkerHost host) {
        this.host = host;
    }

    @Get
    HttpResponse<Map<String, String>> health() {
        boolean polling = host.isPolling();
        var body = Map.of(
                "status", polling ? "UP" : "STARTING", "version", SlipwayProcess.version(HealthController.class));
        return polling
                ? HttpResponse.ok(body)
                : HttpResponse.<Map<String, String>>status(HttpStatus.SERVICE_UNAVAILABLE)
                        .body(body);
    }
}
