package dev.slipway.activities.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.activities.model.ModelBed.Download;
import dev.slipway.store.run.RunJournal;
import dev.slipway.store.run.RunRepository;
import dev.slipway.store.run.RunRow;
import dev.slipway.testpods.hub.HubFaults;
import dev.slipway.testpods.process.PodFolder;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.model.DownloadResult;
import dev.slipway.workflows.model.ModelStatus;
import dev.slipway.workflows.run.RunStatus;
import io.temporal.failure.CanceledFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The real Hub client on a real OpenSSH server, and everything that can go wrong at the Hub. */
@Tag("real")
@Timeout(180)
class DownloadRealTest {
    private static final int LARGE = 600_000;
    private static ModelBed bed;

    @BeforeAll
    static void start() {
        bed = new ModelBed("hf_owner", Map.of());
    }

    @AfterAll
    static void stop() {
        bed.close();
    }

    @BeforeEach
    void newTemporal() {
        bed.hub.faults(HubFaults.none());
        bed.newTemporal();
    }

    @Test
    void a_model_is_downloaded_and_verified_and_then_done_at_once() throws IOException {
        bed.addRepository("org/fresh", LARGE);

        DownloadResult first = done("org/fresh");

        assertThat(first.fetchedBytes()).isEqualTo(first.sizeBytes()).isGreaterThan(900_000);
        assertThat(Path.of(first.snapshotPath()).resolve("sub/model-2.safetensors"))
                .hasSameBinaryContentAs(bed.hub.branch("org/fresh", "main").resolve("sub/model-2.safetensors"));
        assertThat(bed.model("org/fresh")).satisfies(row -> {
            assertThat(row.status()).isEqualTo(ModelStatus.VERIFIED);
            assertThat(row.id().revision()).isEqualTo(first.commit());
            assertThat(row.branch()).isEqualTo("main");
            assertThat(row.fileCount()).isEqualTo(4);
            assertThat(row.sizeBytes()).isEqualTo(first.sizeBytes());
            assertThat(row.path()).isEqualTo(first.snapshotPath());
        });
        assertThat(bed.cache("org/fresh").resolve("refs/main")).hasContent(first.commit());
        long asked = requests("org/fresh");

        bed.newTemporal();
        DownloadResult second = done("org/fresh");

        assertThat(second.fetchedBytes()).isZero();
        assertThat(requests("org/fresh") - asked).isEqualTo(1);
    }

    @Test
    void progress_is_told_in_bytes_while_it_goes_on() {
        bed.addRepository("org/slow", 3_000_000);
        bed.hub.faults(HubFaults.none().slow(1_000_000));
        Download download = bed.begin("org/slow", "main");

        await().atMost(Duration.ofMinutes(1))
                .until(() -> run(download), row -> row.bytesDone() > 0 && row.bytesDone() < row.bytesTotal());
        assertThat(run(download).bytesTotal()).isGreaterThan(4_500_000);
        await().atMost(Duration.ofMinutes(1)).until(() -> run(download).bytesPerSecond() > 0);
        download.workflow().getResult(DownloadResult.class);
        assertThat(run(download).bytesDone()).isEqualTo(run(download).bytesTotal());
        assertThat(run(download).status()).isEqualTo(RunStatus.DONE);
    }

    @Test
    void a_file_that_was_touched_is_verified_anew_and_fetched_again_when_wrong() throws IOException {
        bed.addRepository("org/touched", LARGE);
        Path file = Path.of(done("org/touched").snapshotPath()).resolve("model-1.safetensors");
        byte[] bytes = Files.readAllBytes(file);
        bytes[1000] ^= 1;
        Files.write(file.toRealPath(), bytes);
        Files.setLastModifiedTime(file.toRealPath(), FileTime.fromMillis(1_000_000));

        bed.newTemporal();
        done("org/touched");

        assertThat(file)
                .hasSameBinaryContentAs(bed.hub.branch("org/touched", "main").resolve("model-1.safetensors"));
    }

    /** The client sees a file of that name and is content: only who reads it finds that it is wrong. */
    @Test
    void a_file_of_a_wrong_size_and_a_small_one_of_a_wrong_hash_are_named_and_fetched_again() throws IOException {
        bed.addRepository("org/spoilt", LARGE);
        Path snapshot = Path.of(done("org/spoilt").snapshotPath());
        try (var file =
                FileChannel.open(snapshot.resolve("model-1.safetensors").toRealPath(), StandardOpenOption.WRITE)) {
            file.truncate(LARGE / 3);
        }
        Path small = snapshot.resolve("config.json").toRealPath();
        Files.writeString(small, Files.readString(small).replace("spoilt", "SPOILT"));
        bed.newTemporal();

        Download again = bed.begin("org/spoilt", "main");
        again.workflow().getResult(DownloadResult.class);

        assertThat(bed.bean(RunJournal.class).after(again.runId(), 0, 1000).toString())
                .contains(
                        "model-1.safetensors has " + LARGE / 3 + " bytes and not " + LARGE,
                        "config.json has another hash than the Hub says");
        for (String name : List.of("model-1.safetensors", "config.json")) {
            assertThat(snapshot.resolve(name))
                    .hasSameBinaryContentAs(bed.hub.branch("org/spoilt", "main").resolve(name));
        }
        assertThat(bed.model("org/spoilt").status()).isEqualTo(ModelStatus.VERIFIED);
    }

    @Test
    void a_corrupted_file_is_fetched_again() {
        bed.addRepository("org/corrupt", LARGE);
        bed.hub.faults(HubFaults.none().corrupt(2));

        DownloadResult result = done("org/corrupt");

        assertThat(Path.of(result.snapshotPath()).resolve("model-1.safetensors"))
                .hasSameBinaryContentAs(bed.hub.branch("org/corrupt", "main").resolve("model-1.safetensors"));
        assertThat(bed.model("org/corrupt").status()).isEqualTo(ModelStatus.VERIFIED);
    }

    @Test
    void a_hub_that_always_sends_wrong_bytes_is_named_with_the_file() {
        bed.addRepository("org/wrong", LARGE);
        bed.hub.faults(HubFaults.none().corrupt(1000));

        assertFails("org/wrong", "main", FailureCode.FILE_CORRUPT, "another hash than the Hub says, 3 times");
        assertThat(bed.model("org/wrong").status()).isEqualTo(ModelStatus.FAILED);
    }

    @Test
    void cut_connections_and_a_hub_that_is_busy_or_broken_for_a_while_are_survived() {
        bed.addRepository("org/cut", LARGE);
        bed.hub.faults(HubFaults.none().cut(65_536, 12));
        done("org/cut");

        bed.newTemporal();
        bed.addRepository("org/busy", LARGE);
        bed.hub.faults(HubFaults.none().status(429, 3));
        done("org/busy");

        bed.newTemporal();
        bed.addRepository("org/broken", LARGE);
        bed.hub.faults(HubFaults.none().status(503, 3));
        assertThat(done("org/broken").fetchedBytes()).isPositive();
    }

    @Test
    void a_hub_that_stays_busy_or_away_has_its_code() {
        bed.addRepository("org/away", LARGE);
        bed.hub.faults(HubFaults.none().status(429, 10_000));
        assertFails("org/away", "main", FailureCode.HUB_THROTTLED, "429");

        bed.newTemporal();
        bed.hub.pause();
        try {
            assertFails("org/away", "main", FailureCode.HUB_UNREACHABLE, "refused");
        } finally {
            bed.hub.resume();
        }
    }

    @Test
    void a_verified_model_is_found_while_the_hub_is_away() {
        bed.addRepository("org/offline", LARGE);
        done("org/offline");
        bed.newTemporal();
        bed.hub.pause();
        try {
            assertThat(done("org/offline").fetchedBytes()).isZero();
        } finally {
            bed.hub.resume();
        }
    }

    @Test
    void what_the_hub_refuses_has_its_code() {
        bed.addRepository("org/open", LARGE);
        bed.addRepository("org/gated", LARGE);
        bed.hub.makeGated("org/gated", "hf_friend");
        bed.addRepository("org/secret", LARGE);
        bed.hub.makePrivate("org/secret", "hf_friend");

        assertFails("org/nothing", "main", FailureCode.REPOSITORY_NOT_FOUND, "org/nothing");
        assertFails("org/secret", "main", FailureCode.REPOSITORY_NOT_FOUND, "org/secret");
        assertFails("org/open", "nope", FailureCode.REVISION_NOT_FOUND, "nope");
        assertFails("org/gated", "main", FailureCode.REPOSITORY_GATED, "org/gated");
        assertFails("no repository", "main", FailureCode.REPOSITORY_INVALID, "no repository");
        assertFails("org/open", "$(reboot)", FailureCode.REVISION_NOT_FOUND, "$(reboot)");
    }

    @Test
    void the_token_opens_what_it_may_and_is_in_no_log() {
        bed.addRepository("org/mine", LARGE);
        bed.hub.makePrivate("org/mine", "hf_owner");
        Download download = bed.begin("org/mine", "main");

        download.workflow().getResult(DownloadResult.class);

        assertThat(bed.bean(RunJournal.class).after(download.runId(), 0, 1000).toString())
                .doesNotContain("hf_owner");
        assertThat(bed.client()
                        .fetchHistory(download.workflow().getExecution().getWorkflowId())
                        .toJson(false))
                .doesNotContain("hf_owner");
    }

    @Test
    void a_stalled_download_is_stopped_and_tried_again() {
        bed.addRepository("org/stall", LARGE);
        bed.hub.faults(HubFaults.none().stall(65_536, 2));
        Download download = bed.begin("org/stall", "main");

        download.workflow().getResult(DownloadResult.class);

        assertThat(bed.bean(RunJournal.class).after(download.runId(), 0, 1000).toString())
                .contains("No byte came any more: tried again.");
        assertNothingUnfinished("org/stall");
    }

    @Test
    void a_download_that_always_stalls_says_so_and_keeps_whole_files() {
        bed.addRepository("org/dead", LARGE);
        bed.hub.faults(HubFaults.none().stall(65_536, 1000));

        assertFails("org/dead", "main", FailureCode.DOWNLOAD_STALLED, "3 times, the last time without Xet");
        assertNothingUnfinished("org/dead");
        assertThat(bed.blobs("org/dead")).isNotEmpty();
    }

    @Test
    void a_cancelled_download_keeps_whole_files_and_what_others_began() {
        bed.addRepository("org/cancelled", 3_000_000);
        Path foreign = PodFolder.write(bed.cache("org/cancelled").resolve("blobs/x.incomplete"), "of somebody else");
        bed.hub.faults(HubFaults.none().slow(200_000));
        Download download = bed.begin("org/cancelled", "main");
        await().atMost(Duration.ofMinutes(1))
                .until(() ->
                        bed.blobs("org/cancelled").size() >= 4 && run(download).bytesTotal() > 0);

        download.workflow().cancel();

        assertThatThrownBy(() -> download.workflow().getResult(DownloadResult.class))
                .hasCauseInstanceOf(CanceledFailure.class);
        assertThat(bed.blobs("org/cancelled").stream().filter(name -> name.endsWith(".incomplete")))
                .containsExactly("x.incomplete");
        assertThat(bed.blobs("org/cancelled").size()).isGreaterThan(1);
        assertThat(foreign).exists();
        assertThat(bed.pods.sshd().processes())
                .noneMatch(process -> process.command().contains("org/cancelled"));
        assertThat(run(download).status()).isEqualTo(RunStatus.CANCELLED);
    }

    private DownloadResult done(String repository) {
        return bed.begin(repository, "main").workflow().getResult(DownloadResult.class);
    }

    private static void assertFails(String repository, String revision, FailureCode code, String message) {
        Download download = bed.begin(repository, revision);
        assertThatThrownBy(() -> download.workflow().getResult(DownloadResult.class))
                .satisfies(thrown -> {
                    assertThat(Failures.read(thrown).code()).isEqualTo(code);
                    assertThat(Failures.read(thrown).message()).contains(message);
                });
        assertThat(run(download).status()).isEqualTo(RunStatus.FAILED);
        assertThat(run(download).failureCode()).isEqualTo(code.name());
    }

    private static void assertNothingUnfinished(String repository) {
        assertThat(bed.blobs(repository)).noneMatch(name -> name.endsWith(".incomplete"));
        assertThat(bed.pods.sshd().processes())
                .noneMatch(process -> process.command().contains(repository));
    }

    private static RunRow run(Download download) {
        return bed.bean(RunRepository.class).findById(download.runId()).orElseThrow();
    }

    private static long requests(String repository) {
        return bed.hub.requests().entrySet().stream()
                .filter(each -> each.getKey().contains(repository))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
