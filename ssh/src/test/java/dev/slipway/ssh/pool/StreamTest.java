package dev.slipway.ssh.pool;

import static dev.slipway.ssh.pool.Reach.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.ssh.RemoteHost;
import dev.slipway.ssh.SshException.Kind;
import dev.slipway.testpods.openssh.RealSshd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Output as it arrives, and every way to stop listening. */
class StreamTest extends WithHosts {
    private static RealSshd server;
    private RemoteHost host;

    @BeforeAll
    static void startServer() {
        server = RealSshd.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void reach() {
        host = control(Reach.pinned(server.login("pod")));
    }

    @Test
    void outputIsPushedWhileTheCommandRuns() throws Exception {
        var seen = new CountDownLatch(1);
        var proceed = server.login("pod").home().resolve("proceed");
        var result = host.stream(
                sh("echo first; until [ -e \"$1\" ]; do sleep 0.05; done; echo err >&2; exit 4", proceed.toString()),
                (buffer, length) -> {
                    assertThat(new String(buffer, 0, length, StandardCharsets.UTF_8))
                            .isEqualTo("first\n");
                    seen.countDown();
                    java.nio.file.Files.createFile(proceed);
                });
        assertThat(seen.getCount()).as("the sink made the command go on").isZero();
        assertThat(result.exitStatus()).hasValue(4);
        assertThat(result.stderr()).isEqualTo("err\n");
        assertThat(result.stdout()).isEmpty();
    }

    @Test
    void aBigOutputArrivesWholeAndInOrder() throws Exception {
        var received = new ByteArrayOutputStream();
        var result = host.stream(
                sh("seq 1 300000; cat").withStdin("end\n".getBytes(StandardCharsets.UTF_8)),
                (buffer, length) -> received.write(buffer, 0, length));
        var expected = new StringBuilder();
        for (var number = 1; number <= 300_000; number++) {
            expected.append(number).append('\n');
        }
        assertThat(received.toString(StandardCharsets.UTF_8)).isEqualTo(expected + "end\n");
        assertThat(result.ok()).isTrue();
    }

    @Test
    void onlyTheEndOfStandardErrorIsKept() throws Exception {
        var result = host.stream(sh("seq 1 1000000 >&2; echo last words >&2; exit 1"), (buffer, length) -> {});
        assertThat(result.stderr()).endsWith("1000000\nlast words\n").hasSizeLessThanOrEqualTo(1 << 20);
        assertThat(result.truncated()).isTrue();
    }

    @Test
    void silenceIsNoticedAndOutputIsNot() throws Exception {
        var chunks = new ArrayList<Integer>();
        var busy = sh(Duration.ofSeconds(3), "for i in 1 2 3 4 5 6 7 8; do echo $i; sleep 0.6; done");
        assertThat(host.stream(busy, (buffer, length) -> chunks.add(length)).ok())
                .as("five seconds in all, but never three of silence")
                .isTrue();
        assertThat(chunks).isNotEmpty();
        failure(
                Kind.DEADLINE,
                () -> host.stream(sh(Duration.ofSeconds(1), "echo a; sleep 30"), (buffer, length) -> {}));
    }

    @Test
    void aSinkThatThrowsEndsItAtOnce() {
        var started = System.nanoTime();
        assertThatThrownBy(() -> host.stream(sh("echo a; sleep 30"), (buffer, length) -> {
                    throw new IllegalStateException("enough");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("enough");
        assertThatThrownBy(() -> host.stream(sh("echo a; sleep 30"), (buffer, length) -> {
                    throw new IOException("broken");
                }))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("broken");
        assertThat(since(started)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void outputThatGoesOnAfterwardsDisturbsNobody() throws Exception {
        assertThatThrownBy(() -> host.stream(sh("exec yes"), (buffer, length) -> {
                    throw new IllegalStateException("enough");
                }))
                .isInstanceOf(IllegalStateException.class);
        for (var round = 0; round < 5; round++) {
            assertThat(host.run(sh("echo still here")).stdout()).isEqualTo("still here\n");
        }
    }

    @Test
    void interruptingTheThreadEndsItAtOnce() throws Exception {
        for (var way : new Way[] {this::streaming, this::running}) {
            var started = System.nanoTime();
            var outcome = interrupted(way);
            assertThat(since(started)).isLessThan(Duration.ofSeconds(15));
            assertThat(outcome).isInstanceOfSatisfying(dev.slipway.ssh.SshException.class, e -> assertThat(e.kind())
                    .isEqualTo(Kind.INTERRUPTED));
        }
        assertThat(host.run(sh("echo others go on")).stdout()).isEqualTo("others go on\n");
    }

    private interface Way {
        void go(CountDownLatch begun) throws Exception;
    }

    private void streaming(CountDownLatch begun) throws Exception {
        host.stream(sh("echo begun; sleep 60"), (buffer, length) -> begun.countDown());
    }

    private void running(CountDownLatch begun) throws Exception {
        begun.countDown();
        host.run(sh("sleep 60"));
    }

    private static @Nullable Throwable interrupted(Way way) throws InterruptedException {
        var begun = new CountDownLatch(1);
        var outcome = new AtomicReference<@Nullable Throwable>();
        var thread = Thread.ofVirtual().start(() -> {
            try {
                way.go(begun);
            } catch (Exception e) {
                outcome.set(e);
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
            }
        });
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        Thread.sleep(100);
        thread.interrupt();
        assertThat(thread.join(Duration.ofSeconds(20))).as("the call came back").isTrue();
        return outcome.get();
    }
}
