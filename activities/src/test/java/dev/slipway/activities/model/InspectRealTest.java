package dev.slipway.activities.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.store.pod.RuntimeKey;
import dev.slipway.store.pod.RuntimeRepository;
import dev.slipway.testpods.process.PodFolder;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.model.DownloadResult;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with the pod or the token, and not with the Hub. */
@Tag("real")
@Timeout(120)
class InspectRealTest {
    @TempDir
    Path folder;

    @Test
    void a_token_that_the_hub_does_not_know_is_named() {
        try (var bed = new ModelBed("hf_bad", Map.of())) {
            bed.addRepository("org/model", 1000);

            assertFails(bed, FailureCode.HUB_TOKEN_REJECTED, "The Hub rejects the token");
        }
    }

    @Test
    void a_disk_without_room_is_told_with_needed_and_free_bytes() {
        PodFolder.write(folder.resolve("sitecustomize.py"), """
                import os
                real = os.statvfs
                os.statvfs = lambda path: os.statvfs_result(
                    (4096, 4096, *real(path)[2:4], 100, *real(path)[5:]))
                """);
        PodFolder.script(
                folder.resolve("bin/python"),
                "#!/bin/sh\nPYTHONPATH=" + folder + " exec " + HubClient.environment() + "/bin/python \"$@\"\n");
        try (var bed = new ModelBed("", Map.of())) {
            bed.setRuntime(folder);
            bed.addRepository("org/model", 1_000_000);

            assertFails(
                    bed,
                    FailureCode.DISK_FULL,
                    "org/model needs 1.8 MB of space with a margin of 20 %, and 409.6 kB are free.");
            assertThat(bed.blobs("org/model")).isEmpty();
        }
    }

    @Test
    void a_cache_that_is_no_folder_is_told() {
        PodFolder.write(folder.resolve("file"), "");
        try (var bed = new ModelBed("", Map.of("HF_HOME", folder.resolve("file").toString()))) {
            bed.addRepository("org/model", 1000);

            assertFails(bed, FailureCode.MODELS_PATH_UNUSABLE, "The Hub cache of pod a cannot be used");
        }
    }

    @Test
    void a_pod_without_a_runtime_that_is_ready_has_no_hub_client() {
        try (var bed = new ModelBed("", Map.of())) {
            bed.addRepository("org/model", 1000);
            bed.bean(RuntimeRepository.class).deleteById(new RuntimeKey(ModelBed.POD, "release"));

            assertFails(bed, FailureCode.POD_NOT_READY, "Pod a has no runtime");
        }
    }

    private static void assertFails(ModelBed bed, FailureCode code, String message) {
        bed.newTemporal();
        var download = bed.begin("org/model", "main");
        assertThatThrownBy(() -> download.workflow().getResult(DownloadResult.class))
                .satisfies(thrown -> {
                    assertThat(Failures.read(thrown).code()).isEqualTo(code);
                    assertThat(Failures.read(thrown).message()).contains(message);
                });
    }
}
