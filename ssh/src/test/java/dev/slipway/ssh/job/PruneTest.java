package dev.slipway.ssh.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.slipway.ssh.job.RemoteJobs.Fence;
import dev.slipway.ssh.job.RemoteJobs.JobStatus.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Pruning takes what is over and old, and nothing that lives. */
class PruneTest extends LocalPodContract {
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

    @Test
    void onlyWhatIsOverAndOldGoes() throws Exception {
        assertThat(prune(Duration.ZERO)).isZero();
        for (var id : List.of("old", "new", "lost")) {
            pod.start(id, "true");
            pod.outcome(id);
        }
        Files.writeString(pod.folder("lost").resolve("exit"), "lost\n");
        Files.setLastModifiedTime(pod.folder("old").resolve("exit"), LONG_AGO);
        Files.setLastModifiedTime(pod.folder("lost").resolve("exit"), LONG_AGO);
        assertThat(prune(Duration.ofDays(1))).isEqualTo(2);
        assertThat(pod.status("old").state()).isEqualTo(State.ABSENT);
        assertThat(pod.status("lost").state()).isEqualTo(State.ABSENT);
        assertThat(pod.status("new").state()).isEqualTo(State.EXITED);
        assertThat(prune(Duration.ZERO)).isEqualTo(1);
        try (var left = Files.list(Path.of(pod.root.path(), "jobs"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aJobThatRunsStaysHoweverOld() throws Exception {
        pod.start("running", "sleep 300");
        try (var files = Files.list(pod.folder("running"))) {
            for (var file : files.toList()) {
                Files.setLastModifiedTime(file, LONG_AGO);
            }
        }
        assertThat(prune(Duration.ZERO)).isZero();
        assertThat(pod.status("running").state()).isEqualTo(State.RUNNING);
    }

    @Test
    void aJobThatLeftAProcessBehindStays() throws Exception {
        pod.start("daemon", "sleep 300 & :");
        pod.outcome("daemon");
        pod.start("orphan", "echo $$ >\"$HOME/pid\"; sleep 300");
        LocalProcesses.numberIn(pod.home.resolve("pid")); // it has begun
        LocalProcesses.signal("KILL", pod.status("orphan").pid());
        org.awaitility.Awaitility.await()
                .until(() -> pod.status("orphan").state().equals(State.LOST));
        assertThat(prune(Duration.ZERO)).isZero();
        pod.jobs.end(pod.host, pod.root, "daemon", Duration.ofSeconds(5));
        pod.jobs.end(pod.host, pod.root, "orphan", Duration.ofSeconds(5));
        assertThat(prune(Duration.ZERO)).isEqualTo(2);
    }

    @Test
    void oldEntriesOfTheLedgerGo() throws Exception {
        for (var step : List.of("old", "new")) {
            pod.jobs.fenced(
                    pod.host,
                    pod.root,
                    new Fence("run", step, 1),
                    "true",
                    List.of(),
                    new byte[0],
                    Duration.ofSeconds(10));
        }
        var ledger = Path.of(pod.root.path(), "ledger", "run");
        Files.setLastModifiedTime(ledger.resolve("old"), LONG_AGO);
        prune(Duration.ofDays(1));
        assertThat(ledger.resolve("old")).doesNotExist();
        assertThat(ledger.resolve("new")).exists();
    }

    @Test
    void whatIsToBeKeptStaysHoweverOld() throws Exception {
        for (var id : List.of("open.step.1", "open.step.2", "opened.step.1", "closed.serve.1", "closed.serve.10")) {
            endedLongAgo(id);
        }
        var kept = Set.of("open", "closed.serve.1", "nobody");
        assertThat(pod.jobs.prune(pod.host, pod.root, Duration.ofDays(1), kept)).isEqualTo(2);
        try (var left = Files.list(Path.of(pod.root.path(), "jobs"))) {
            assertThat(left.map(job -> job.getFileName().toString()))
                    .containsExactlyInAnyOrder("open.step.1", "open.step.2", "closed.serve.1");
        }
    }

    @Test
    void noNameOfWhatIsKeptBecomesSyntax() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pod.jobs.prune(pod.host, pod.root, Duration.ZERO, Set.of("a b")));
    }

    @Test
    void whenTheTimeIsOverTheRestIsLeftToTheNextCall() throws Exception {
        endedLongAgo("one");
        endedLongAgo("two");
        assertThat(pod.jobs.prune(pod.host, pod.root, Duration.ofDays(1), Set.of(), Duration.ZERO))
                .isEqualTo(1);
        assertThat(prune(Duration.ofDays(1))).isEqualTo(1);
    }

    private void endedLongAgo(String id) throws Exception {
        pod.start(id, "true");
        pod.outcome(id);
        Files.setLastModifiedTime(pod.folder(id).resolve("exit"), LONG_AGO);
    }

    private int prune(Duration olderThan) throws Exception {
        return pod.jobs.prune(pod.host, pod.root, olderThan, Set.of());
    }
}
