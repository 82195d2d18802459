package dev.slipway.api.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.api.testing.TestApi;
import dev.slipway.api.testing.TestTemporal;
import dev.slipway.client.JsonCodec;
import io.micronaut.http.HttpMethod;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ServiceTest {
    private static TestTemporal temporal;
    private static TestApi api;

    @BeforeAll
    static void start() {
        temporal = TestTemporal.absent();
        api = TestApi.start(temporal);
    }

    @AfterAll
    static void stop() {
        api.close();
        temporal.close();
    }

    @Test
    void healthNamesEachPart() {
        try (var client = api.client()) {
            var health = client.health();

            assertThat(health.status()).isEqualTo("DEGRADED");
            assertThat(health.parts().get("database"))
                    .satisfies(part -> assertThat(part.status()).isEqualTo("UP"));
            assertThat(health.parts().get("temporal"))
                    .satisfies(part -> assertThat(part.status()).isEqualTo("DOWN"));
            assertThat(health.parts()).containsOnlyKeys("database", "temporal", "worker");
        }
    }

    @Test
    void metricsAreInPrometheusForm() {
        assertThat(api.send("GET", "/metrics", "").body()).contains("# TYPE", "hikaricp_connections");
    }

    @Test
    void versionAnswersWithoutTemporal() {
        try (var client = api.client()) {
            assertThat(client.version().temporalSdk()).startsWith("1.");
            assertThat(client.version().temporalServer()).isEmpty();
        }
    }

    @Test
    void theDescriptionHasEveryPath() {
        JsonNode paths = JsonCodec.read(api.send("GET", "/openapi.json", "").body(), JsonNode.class)
                .path("paths");

        var missing = api.bean(Router.class)
                .uriRoutes()
                .filter(route -> route.getDeclaringType().getName().startsWith("dev.slipway.api"))
                .filter(route -> !route.getDeclaringType().getName().contains("Test"))
                .filter(route -> route.getDeclaringType() != OpenApiController.class)
                .filter(route -> route.getHttpMethod() != HttpMethod.HEAD)
                .filter(route -> !described(paths, route))
                .map(route -> route.getHttpMethod() + " " + route.getUriMatchTemplate())
                .toList();

        assertThat(missing).isEmpty();
        assertThat(paths.size()).isGreaterThan(10);
    }

    private static boolean described(JsonNode paths, UriRouteInfo<?, ?> route) {
        String path = route.getUriMatchTemplate().toPathString();
        return paths.path(path).has(route.getHttpMethod().name().toLowerCase(Locale.ROOT));
    }
}
