package dev.slipway.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.api.testing.TestApi;
import dev.slipway.api.testing.TestTemporal;
import dev.slipway.client.token.CreateToken;
import dev.slipway.config.secret.SecretBox;
import dev.slipway.store.deployment.DeploymentRepository;
import dev.slipway.store.deployment.DeploymentRow;
import dev.slipway.store.token.TokenRepository;
import dev.slipway.workflows.deployment.DeploymentStatus;
import dev.slipway.workflows.deployment.DesiredState;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    private static final String KEY = "key-canary";

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
    void theFirstTokenIsInAFileOfItsOwnerAndOnlyItsHashIsStored() throws Exception {
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(api.home().resolve("token"))))
                .isEqualTo("rw-------");
        assertThat(api.bean(TokenRepository.class).findAll()).isNotEmpty().noneMatch(row -> row.toString()
                .contains(api.token()));
        assertThat(api.send("GET", "/api/v1/tokens", "").statusCode()).isEqualTo(200);
    }

    @Test
    void everythingButHealthNeedsAToken() {
        for (String path : new String[] {
            "/api/v1/pods", "/api/v1/version", "/metrics", "/openapi.json", "/api/v1/nothing", "/v1/models", "/"
        }) {
            var response = api.send("GET", path, "", "");
            assertThat(response.statusCode()).as(path).isEqualTo(401);
            assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"slipway\"");
        }
        assertThat(api.send("GET", "/api/v1/pods", "", "slipway_wrong").statusCode())
                .isEqualTo(401);
        assertThat(api.send("GET", "/health", "", "").body()).contains("\"database\"");
    }

    @Test
    void aRoleAllowsWhatItSays() {
        try (var client = api.client()) {
            String viewer =
                    client.tokens().create(new CreateToken("looker", "viewer")).token();
            String operator =
                    client.tokens().create(new CreateToken("doer", "operator")).token();

            assertThat(api.send("GET", "/api/v1/pods", "", viewer).statusCode()).isEqualTo(200);
            assertThat(api.send("POST", "/api/v1/pods", "{}", viewer).body())
                    .contains("FORBIDDEN", "This needs the role operator; the token has the role viewer.");
            assertThat(api.send("POST", "/api/v1/pods", "{}", operator).statusCode())
                    .isEqualTo(400);
            assertThat(api.send("GET", "/api/v1/tokens", "", operator).statusCode())
                    .isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"showKeys=true", "showKeys=TRUE", "show-keys=true"})
    void keysAreForAdminsHoweverTheyAreAskedFor(String query) {
        saveDeployment();
        String operator = token("operator");
        String viewer = token("viewer");

        for (String path : new String[] {"/api/v1/deployments", "/api/v1/deployments/chat"}) {
            for (String bearer : new String[] {operator, viewer}) {
                assertThat(api.send("GET", path + "?" + query, "", bearer).body())
                        .doesNotContain(KEY)
                        .satisfiesAnyOf(
                                body -> assertThat(body).contains("This needs the role admin"),
                                body -> assertThat(body).contains("\"name\":\"chat\""));
            }
        }
        if (query.startsWith("showKeys")) {
            assertThat(api.send("GET", "/api/v1/deployments?" + query, "", viewer)
                            .statusCode())
                    .isEqualTo(403);
            assertThat(api.send("GET", "/api/v1/deployments/chat?" + query, "").body())
                    .contains(KEY);
        }
        assertThat(api.send("GET", "/api/v1/deployments?showKeys=false", "", viewer)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aRevokedTokenEndsAtOnce() {
        try (var client = api.client()) {
            String token =
                    client.tokens().create(new CreateToken("short", "viewer")).token();
            assertThat(api.send("GET", "/api/v1/pods", "", token).statusCode()).isEqualTo(200);

            client.tokens().revoke("short");

            assertThat(api.send("GET", "/api/v1/pods", "", token).statusCode()).isEqualTo(401);
            assertThat(client.tokens().list()).anySatisfy(row -> {
                assertThat(row.name()).isEqualTo("short");
                assertThat(row.revokedAt()).isNotNull();
            });
        }
    }

    @Test
    void theLastTokenOfAnAdminStays() {
        try (var client = api.client()) {
            client.tokens().create(new CreateToken("spare", "admin"));
            client.tokens().revoke("spare");
        }

        var refused = api.send("DELETE", "/api/v1/tokens/first", "");

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("The token first is the last one of an admin: make another one");
        assertThat(api.send("GET", "/api/v1/tokens", "").statusCode()).isEqualTo(200);
    }

    @Test
    void badTokensAreRefusedInASentence() {
        assertThat(api.send("POST", "/api/v1/tokens", "{\"name\":\"x\",\"role\":\"king\"}")
                        .body())
                .contains("The role must be viewer, operator or admin");
        assertThat(api.send("POST", "/api/v1/tokens", "{\"name\":\"first\"}").statusCode())
                .isEqualTo(409);
        assertThat(api.send("POST", "/api/v1/tokens", "{}").statusCode()).isEqualTo(400);
        assertThat(api.send("DELETE", "/api/v1/tokens/nobody", "").statusCode()).isEqualTo(404);
    }

    private static String token(String role) {
        try (var client = api.client()) {
            String name = role + "-" + UUID.randomUUID();
            return client.tokens().create(new CreateToken(name, role)).token();
        }
    }

    private static void saveDeployment() {
        byte[] sealed = api.bean(SecretBox.class).sealText(DeploymentRow.apiKeyContext("chat"), KEY);
        api.bean(DeploymentRepository.class)
                .put(new DeploymentRow(
                        "chat",
                        "gpu-1",
                        "a/b",
                        "main",
                        "",
                        DesiredState.RUNNING,
                        DeploymentStatus.READY,
                        "",
                        "",
                        0,
                        "{}",
                        sealed,
                        "",
                        1,
                        1));
    }
}
