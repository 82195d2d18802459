package dev.slipway.api.service;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The description of this API, made when it was compiled, and completed. */
@Controller("/openapi.json")
@ExecuteOn(TaskExecutors.BLOCKING)
@Hidden
final class OpenApiController {
    private static final String RESOURCE = "/META-INF/swagger/slipway.json";

    /** The OpenAPI document. */
    @Get
    @Produces(MediaType.APPLICATION_JSON)
    byte[] document() {
        try (var resource = OpenApiController.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException("the OpenAPI document is missing from this build");
            }
            return ApiDescription.complete(resource.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
