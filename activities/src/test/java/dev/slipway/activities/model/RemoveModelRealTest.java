package dev.slipway.activities.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.store.deployment.DeploymentRepository;
import dev.slipway.store.deployment.DeploymentRow;
import dev.slipway.store.model.ModelRepository;
import dev.slipway.testpods.process.PodFolder;
import dev.slipway.workflows.deployment.DeploymentStatus;
import dev.slipway.workflows.deployment.DesiredState;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.model.DownloadResult;
import dev.slipway.workflows.model.RemoveModelResult;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Models that the real Hub client fetched, removed on a real OpenSSH server. */
@Tag("real")
@Timeout(180)
class RemoveModelRealTest {
    private static ModelBed bed;

    @BeforeAll
    static void start() {
        bed = new ModelBed("", Map.of());
    }

    @AfterAll
    static void stop() {
        bed.close();
    }

    @BeforeEach
    void newTemporal() {
        bed.newTemporal();
    }

    @Test
    void a_model_is_removed_with_all_its_files_and_can_be_fetched_again() throws IOException {
        bed.addRepository("org/gone", 200_000);
        bed.addRepository("org/stays", 200_000);
        fetch("org/gone", "main");
        fetch("org/stays", "main");

        RemoveModelResult result = remove("org/gone", "").getResult(RemoveModelResult.class);

        assertThat(result.removed()).isEmpty();
        assertThat(cached()).containsExactly("models--org--stays");
        assertThat(bed.bean(ModelRepository.class).findByIdPodAndIdRepository(ModelBed.POD, "org/gone"))
                .isEmpty();
        assertThat(bed.model("org/stays").id().repository()).isEqualTo("org/stays");
        assertThat(fetch("org/gone", "main").fetchedBytes()).isPositive();
        remove("org/gone", "").getResult(RemoveModelResult.class);
        remove("org/stays", "").getResult(RemoveModelResult.class);
    }

    @Test
    void one_revision_goes_and_what_another_one_shares_with_it_stays() throws IOException {
        bed.addRepository("org/two", 200_000);
        String first = fetch("org/two", "main").commit();
        PodFolder.write(bed.hub.branch("org/two", "main").resolve("config.json"), "{\"second\": true}");
        DownloadResult second = fetch("org/two", "main");
        int both = bed.blobs("org/two").size();

        RemoveModelResult result = remove("org/two", first).getResult(RemoveModelResult.class);

        assertThat(second.commit()).isNotEqualTo(first);
        assertThat(result.removed()).isEqualTo(first);
        assertThat(bed.blobs("org/two"))
                .as("only the old config.json was its own")
                .hasSize(both - 1);
        assertThat(bed.cache("org/two").resolve("snapshots/" + first)).doesNotExist();
        assertThat(Path.of(second.snapshotPath()).resolve("model-1.safetensors"))
                .hasSameBinaryContentAs(bed.hub.branch("org/two", "main").resolve("model-1.safetensors"));
        assertThat(fetch("org/two", "main").fetchedBytes()).isZero();

        remove("org/two", "main").getResult(RemoveModelResult.class);
        assertThat(bed.cache("org/two")).doesNotExist();
    }

    @Test
    void what_an_earlier_removal_could_not_delete_goes_with_the_next_one() throws IOException {
        bed.addRepository("org/left", 200_000);
        fetch("org/left", "main");
        Path aside = bed.cache("org/left").resolveSibling(".slipway-removed-models--org--left-earlier");
        Files.move(bed.cache("org/left"), aside);

        remove("org/left", "").getResult(RemoveModelResult.class);

        assertThat(aside).doesNotExist();
        assertRefused("org/left", "", FailureCode.MODEL_NOT_FOUND, "org/left is not in the cache of a.");
    }

    @Test
    void a_revision_that_an_earlier_removal_could_not_delete_goes_with_the_next_one() throws IOException {
        bed.addRepository("org/parts", 200_000);
        String first = fetch("org/parts", "main").commit();
        PodFolder.write(bed.hub.branch("org/parts", "main").resolve("config.json"), "{\"second\": true}");
        fetch("org/parts", "main");
        int both = bed.blobs("org/parts").size();
        Path aside = bed.cache("org/parts").resolve(".slipway/removed-earlier");
        Files.move(bed.cache("org/parts").resolve("snapshots/" + first), aside);

        remove("org/parts", first).getResult(RemoveModelResult.class);

        assertThat(aside).doesNotExist();
        assertThat(bed.blobs("org/parts")).hasSize(both - 1);
        remove("org/parts", "").getResult(RemoveModelResult.class);
    }

    @Test
    void what_a_deployment_uses_or_what_is_not_there_is_refused_and_nothing_changes() throws IOException {
        bed.addRepository("org/used", 200_000);
        Path snapshot = Path.of(fetch("org/used", "main").snapshotPath());
        deployment("chat", "org/used", DeploymentStatus.READY);

        assertRefused("org/used", "", FailureCode.MODEL_IN_USE, "org/used on a is used by chat.");
        assertThat(snapshot.resolve("config.json")).exists();
        deployment("chat", "org/used", DeploymentStatus.STOPPED);
        assertRefused("org/used", "nope", FailureCode.MODEL_NOT_FOUND, "org/used at nope is not in the cache of a.");
        assertRefused("org/never", "", FailureCode.MODEL_NOT_FOUND, "org/never is not in the cache of a.");
        assertThat(snapshot.resolve("config.json")).exists();

        remove("org/used", "").getResult(RemoveModelResult.class);
        assertThat(snapshot).doesNotExist();
    }

    private static DownloadResult fetch(String repository, String revision) {
        return bed.begin(repository, revision).workflow().getResult(DownloadResult.class);
    }

    private static WorkflowStub remove(String repository, String revision) {
        return bed.beginRemoval(repository, revision);
    }

    private static void assertRefused(String repository, String revision, FailureCode code, String message) {
        assertThatThrownBy(() -> remove(repository, revision).getResult(RemoveModelResult.class))
                .satisfies(thrown -> {
                    assertThat(Failures.read(thrown).code()).isEqualTo(code);
                    assertThat(Failures.read(thrown).message()).isEqualTo(message);
                });
    }

    private static void deployment(String name, String model, DeploymentStatus status) {
        bed.bean(DeploymentRepository.class)
                .put(new DeploymentRow(
                        name,
                        ModelBed.POD,
                        model,
                        "main",
                        "",
                        DesiredState.RUNNING,
                        status,
                        "",
                        "",
                        1,
                        "{}",
                        new byte[0],
                        "",
                        1,
                        1));
    }

    /** What is in the folder of the cache, but for the client's own files. */
    private static List<String> cached() throws IOException {
        try (Stream<Path> files = Files.list(bed.cache("x/y").getParent())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("models--") || name.startsWith(".slipway"))
                    .sorted()
                    .toList();
        }
    }
}
