package dev.slipway.api.service;

import dev.slipway.api.ApiMain;
import dev.slipway.client.service.Health;
import dev.slipway.client.service.Health.Part;
import dev.slipway.config.process.SlipwayProcess;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Map;

/** Health of the process and of what it needs. */
@Controller("/health")
@ExecuteOn(TaskExecutors.BLOCKING)
final class HealthController {
    private final HealthChecks checks;

    HealthController(HealthChecks checks) {
        this.checks = checks;
    }

    /**
     * Answers 200 while requests can be served, and says of each part whether it is up. Without a worker or Temporal it is
     * {@code DEGRADED}: what is known can be shown, but nothing started. Without the database it is {@code DOWN}, with 503.
     */
    @Get
    HttpResponse<Health> health() {
        Map<String, Part> parts = checks.all();
        boolean database = HealthChecks.up(parts.get(HealthChecks.DATABASE));
        boolean all = parts.values().stream().allMatch(HealthChecks::up);
        String status = all ? "UP" : database ? "DEGRADED" : "DOWN";
        var body = new Health(status, SlipwayProcess.version(ApiMain.class), parts);
        return HttpResponse.<Health>status(database ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .body(body);
    }
}
