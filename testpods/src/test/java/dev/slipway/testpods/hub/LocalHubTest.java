package dev.slipway.testpods.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.testpods.process.Tool;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LocalHubTest {
    private static final LocalHub HUB = LocalHub.start();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String BIG = "x".repeat(200_000);

    @BeforeEach
    void oneModel() {
        HUB.faults(HubFaults.none());
        HUB.addRepository("org/model", Map.of("config.json", "{}", "model.safetensors", BIG));
    }

    @AfterAll
    static void stop() {
        CLIENT.close();
        HUB.close();
    }

    private static HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(HUB.endpoint() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void answersRevisionFilesSizesAndHashes() throws Exception {
        var info = get("/api/models/org/model/revision/main?blobs=true").body();
        assertThat(info).contains("\"rfilename\": \"model.safetensors\", \"size\": 200000", "\"sha256\": \"");
        var file = get("/org/model/resolve/main/model.safetensors", "Range", "bytes=199990-");
        assertThat(file.statusCode()).isEqualTo(206);
        assertThat(file.body()).hasSize(10);
        assertThat(info).contains(file.headers().firstValue("X-Repo-Commit").orElseThrow());
        assertThat(HUB.requests()).containsKey("GET /org/model/resolve/main/model.safetensors");
    }

    @Test
    void privateAndGatedRepositories() throws Exception {
        HUB.addRepository("org/secret", Map.of("config.json", "{}"));
        HUB.makePrivate("org/secret", "hf_owner");
        assertThat(get("/api/models/org/secret").statusCode()).isEqualTo(401);
        assertThat(get("/api/models/org/secret", "Authorization", "Bearer hf_owner")
                        .statusCode())
                .isEqualTo(200);
        HUB.addRepository("org/gated", Map.of("config.json", "{}"));
        HUB.makeGated("org/gated", "hf_friend");
        assertThat(get("/api/models/org/gated").statusCode()).isEqualTo(200);
        var refused = get("/org/gated/resolve/main/config.json", "Authorization", "Bearer hf_other");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("X-Error-Code")).hasValue("GatedRepo");
        assertThat(get("/org/gated/resolve/main/config.json", "Authorization", "Bearer hf_friend")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void countedFaultsHappenThatOftenAndNoMore() throws Exception {
        HUB.faults(HubFaults.none().status(503, 1).corrupt(1));
        assertThat(get("/api/models/org/model").statusCode()).isEqualTo(503);
        assertThat(get("/org/model/resolve/main/model.safetensors").body())
                .hasSize(BIG.length())
                .isNotEqualTo(BIG);
        assertThat(get("/org/model/resolve/main/model.safetensors").body()).isEqualTo(BIG);
    }

    @Test
    void cutStallAndRefusal() throws Exception {
        HUB.faults(HubFaults.none().cut(65_536, 1));
        assertThatThrownBy(() -> get("/org/model/resolve/main/model.safetensors"))
                .isInstanceOf(IOException.class);
        HUB.faults(HubFaults.none().stall(65_536, 1));
        var url = HUB.endpoint() + "/org/model/resolve/main/model.safetensors";
        assertThatThrownBy(() -> Tool.run("curl", "-s", "-o", "/dev/null", "--max-time", "1", url))
                .hasMessageContaining("ended with 28");
        assertThat(get("/org/model/resolve/main/model.safetensors").body()).isEqualTo(BIG);
        HUB.pause();
        assertThatThrownBy(() -> get("/api/models/org/model")).isInstanceOf(java.net.ConnectException.class);
        HUB.resume();
        assertThat(get("/api/models/org/model").statusCode()).isEqualTo(200);
    }
}
