package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.outcome.ExitCode;
import dev.slipway.client.catalogue.CatalogueModel;
import dev.slipway.client.catalogue.CatalogueModel.PodFit;
import dev.slipway.client.catalogue.CatalogueVariant;
import dev.slipway.client.model.Model;
import dev.slipway.client.run.RunStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands that only read show. The pictures stand in {@code src/test/resources/golden}. */
class ListingTest {
    @TempDir
    private Path folder;

    private StubApi api;
    private Console console;

    @BeforeEach
    void prepare() throws IOException {
        api = new StubApi();
        console = new Console(folder, api.address());
        api.on("GET /api/v1/pods", List.of(Samples.pod("gpu-1", "READY"), Samples.pod("gpu-2", "FAILED")))
                .on("GET /api/v1/pods/gpu-1", Samples.pod("gpu-1", "READY"))
                .on("GET /api/v1/pods/gpu-2", Samples.pod("gpu-2", "FAILED"));
    }

    @AfterEach
    void end() {
        api.close();
    }

    @Test
    void podsMarksTheActiveOne() {
        console.run("pods", "active", "gpu-2");

        Golden.assertMatches("pods", console.run("pods").output());
    }

    @Test
    void anOptionOverridesTheActivePod() {
        api.on("GET /api/v1/pods/gpu-1/models", List.of()).on("GET /api/v1/pods/gpu-2/models", List.of());
        console.run("pods", "active", "gpu-2");

        console.run("models");
        assertThat(api.requests()).last().isEqualTo("GET /api/v1/pods/gpu-2/models");
        console.run("models", "--pod", "gpu-1");
        assertThat(api.requests()).last().isEqualTo("GET /api/v1/pods/gpu-1/models");
        console.run("models");
        assertThat(api.requests()).last().isEqualTo("GET /api/v1/pods/gpu-2/models");
    }

    @Test
    void podShowsAllThatIsKnown() {
        Golden.assertMatches("pod-details", console.run("pods", "show", "gpu-1").output());
    }

    @Test
    void inspectShowsWhoHoldsTheMemory() {
        api.on("POST /api/v1/pods/gpu-1/inspect", Samples.pod("gpu-1", "READY"))
                .on("GET /api/v1/pods/gpu-1/gpus", List.of(Samples.gpu(0), Samples.gpu(1)));

        Golden.assertMatches("gpus", console.run("pods", "inspect", "gpu-1").output());
    }

    @Test
    void listComparesWithThePodAndHidesKeys() {
        api.on(
                "GET /api/v1/deployments",
                List.of(Samples.deployment("qwen", "READY", "chat"), Samples.deployment("old", "DEAD", "chat")));

        Golden.assertMatches("deployments", console.run("list").output());
        assertThat(api.requests()).last().isEqualTo("GET /api/v1/deployments?check=true&showKeys=false");
        assertThat(console.run("list", "--show-keys").output()).contains("KEY", "sk-canary");
        assertThat(api.requests()).last().isEqualTo("GET /api/v1/deployments?check=true&showKeys=true");
        assertThat(console.run("list", "--pod", "elsewhere").exitCode()).isEqualTo(ExitCode.NOT_FOUND.number());
        api.on("GET /api/v1/deployments", List.of());
        assertThat(console.run("list", "--pod", "gpu-1").output()).contains("Nothing is deployed yet");
    }

    @Test
    void jsonIsWhatTheServerTold() {
        assertThat(console.run("pods", "-o", "json").output())
                .startsWith("[{\"name\":\"gpu-1\"")
                .endsWith("]\n");
        assertThat(console.run("-o", "json", "pods", "active", "gpu-1").output())
                .isEqualTo("{\"active\":\"gpu-1\"}\n");
    }

    @Test
    void modelsAndRunsAndCatalogue() {
        api.on(
                        "GET /api/v1/pods/gpu-1/models",
                        List.of(new Model(
                                "gpu-1",
                                "Qwen/Qwen3-0.6B",
                                "c1899de289a04d12100db370d81485cdf75e47ca",
                                "main",
                                "VERIFIED",
                                1_503_300_328,
                                10,
                                "/models/x",
                                "run-1",
                                Samples.THEN,
                                Samples.THEN)))
                .on(
                        "GET /api/v1/runs",
                        List.of(
                                Samples.run("run-2", RunStatus.RUNNING, null),
                                Samples.run("run-1", RunStatus.DONE, null)))
                .on(
                        "GET /api/v1/catalogue",
                        List.of(new CatalogueModel(
                                "Qwen/Qwen3-0.6B",
                                "chat",
                                List.of(
                                        new CatalogueVariant(List.of(), 0, List.of(), Map.of(), ""),
                                        new CatalogueVariant(List.of("H100", "H200"), 1, List.of(), Map.of(), "")),
                                List.of(
                                        new PodFit("gpu-1", true, "1 of 2 GPUs"),
                                        new PodFit("gpu-2", false, "no GPU")))));

        Golden.assertMatches("models", console.run("models", "--pod", "gpu-1").output());
        Golden.assertMatches("runs", console.run("runs").output());
        Golden.assertMatches("catalogue", console.run("catalogue").output());
        Golden.assertMatches("fits", console.run("start", "--pod", "gpu-1").output());
        assertThat(console.run("start", "--pod", "gpu-2").output()).contains("No known model is made for gpu-2");
    }

    @Test
    void nothingYetIsSaid() {
        api.on("GET /api/v1/pods", List.of())
                .on("GET /api/v1/deployments", List.of())
                .on("GET /api/v1/runs", List.of());

        assertThat(console.run("pods").output()).contains("slipway pods add NAME user@host");
        assertThat(console.run("list").output()).contains("slipway start MODEL");
        assertThat(console.run("runs").output()).contains("Nothing was asked for yet.");
    }

    @Test
    void whatComesFromElsewhereCannotMoveTheCursor() {
        api.on("GET /api/v1/deployments", List.of(Samples.deployment("x\u001b[2J\u0007\nforged", "READY", "chat")));

        assertThat(console.run("list").output())
                .doesNotContain("\u001b", "\u0007")
                .contains("x[2J forged");
    }
}
