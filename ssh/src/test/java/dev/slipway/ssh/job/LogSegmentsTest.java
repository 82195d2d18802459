package dev.slipway.ssh.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ssh.job.RemoteJobs.JobStatus.State;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Logs in segments, addressed by logical offsets. */
class LogSegmentsTest extends LocalPodContract {
    private static final long MIB = 1 << 20;

    @Test
    void fiftyMebibytesArriveWhole() throws Exception {
        // Each line is its own number, so that a lost, doubled or moved byte shows.
        pod.start("big", "seq 10000000 99999999 | head -c " + 50 * MIB);
        var log = new CollectedLog();
        var status = pod.jobs.follow(pod.host, pod.root, "big", 0, log);
        assertThat(status.logBytes()).isEqualTo(50 * MIB);
        var bytes = log.bytes();
        assertThat(bytes).hasSize((int) (50 * MIB));
        for (var line = 0; (line + 1) * 9 <= bytes.length; line++) {
            var number = new String(bytes, line * 9, 9, StandardCharsets.US_ASCII);
            if (!number.equals(10_000_000 + line + "\n")) {
                throw new AssertionError("line " + line + " is " + number);
            }
        }
        assertThat(log.gaps()).isEmpty();
    }

    @Test
    void onlyTheNewestSegmentsStayAndAReaderIsToldOfTheGap() throws Exception {
        pod.start("huge", "head -c " + 160 * MIB + " /dev/zero; printf end");
        var end = 160 * MIB + 3;
        var log = new CollectedLog();
        var status = pod.jobs.follow(pod.host, pod.root, "huge", 0, log);
        assertThat(status.logBytes()).isEqualTo(end);
        assertThat(log.next()).isEqualTo(end);

        try (var files = Files.list(pod.folder("huge"))) {
            var segments = files.filter(file -> file.getFileName().toString().startsWith("log."))
                    .toList();
            assertThat(segments).hasSize(8).allSatisfy(segment -> assertThat(Files.size(segment))
                    .isLessThanOrEqualTo(16 * MIB));
        }
        var late = new CollectedLog();
        assertThat(pod.jobs.follow(pod.host, pod.root, "huge", 100, late)).isEqualTo(status);
        assertThat(late.gaps()).hasSize(1);
        assertThat(late.gaps().getFirst()).startsWith("100-");
        assertThat(late.next()).isEqualTo(end);
        assertThat(new String(late.bytes(), late.bytes().length - 3, 3, StandardCharsets.UTF_8))
                .isEqualTo("end");

        var chunk = pod.jobs.read(pod.host, pod.root, "huge", 100, 1000);
        assertThat(chunk.offset()).isGreaterThan(100);
        assertThat(chunk.bytes()).hasSize(1000);
        assertThat(chunk.end()).isEqualTo(end);
    }

    @Test
    void aReadCrossesSegments() throws Exception {
        pod.start("two", "seq 10000000 99999999 | head -c " + 20 * MIB);
        pod.outcome("two");
        var whole = pod.jobs.read(pod.host, pod.root, "two", 0, (int) (20 * MIB));
        assertThat(whole.bytes()).hasSize((int) (20 * MIB));
        var from = (int) (15 * MIB);
        var part = pod.jobs.read(pod.host, pod.root, "two", from, (int) (2 * MIB));
        assertThat(part.offset()).isEqualTo(from);
        assertThat(part.bytes()).isEqualTo(Arrays.copyOfRange(whole.bytes(), from, from + (int) (2 * MIB)));
    }

    @Test
    void anyBytesComeBackAsTheyWere() throws Exception {
        var script = "i=0; while [ $i -lt 256 ]; do printf \"\\\\$(printf %03o $i)\"; i=$((i + 1)); done";
        pod.start("binary", script);
        pod.outcome("binary");
        var expected = new byte[256];
        for (var i = 0; i < expected.length; i++) {
            expected[i] = (byte) i;
        }
        assertThat(pod.jobs.read(pod.host, pod.root, "binary", 0, 1000).bytes()).isEqualTo(expected);
        var log = new CollectedLog();
        pod.jobs.follow(pod.host, pod.root, "binary", 0, log);
        assertThat(log.bytes()).isEqualTo(expected);
    }

    @Test
    void thereIsNothingToReadOfNothing() throws Exception {
        assertThat(pod.jobs.read(pod.host, pod.root, "nobody", 5, 10).bytes()).isEmpty();
        pod.start("silent", "true");
        assertThat(pod.outcome("silent").status().state()).isEqualTo(State.EXITED);
        var chunk = pod.jobs.read(pod.host, pod.root, "silent", 0, 10);
        assertThat(chunk.bytes()).isEmpty();
        assertThat(chunk.end()).isZero();
    }
}
