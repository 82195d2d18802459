package dev.slipway.ssh.pool;

import static dev.slipway.ssh.pool.Reach.sh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ssh.RemoteHost;
import dev.slipway.ssh.RemoteHosts.Purpose;
import dev.slipway.ssh.SshException.Kind;
import dev.slipway.ssh.connection.SshSettings;
import dev.slipway.testpods.openssh.HomeSpec;
import dev.slipway.testpods.openssh.RealSshd;
import dev.slipway.testpods.openssh.SshdOptions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections that are lost, silent, idle, crowded or refused. */
class LostConnectionTest extends WithHosts {
    private RealSshd server;
    private RemoteHost host;

    @BeforeEach
    void startServer() {
        server = RealSshd.start(SshdOptions.defaults().maxSessions(10), HomeSpec.named("pod"));
        host = control(Reach.pinned(server.login("pod")));
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void aCommandUnderALostConnectionIsSaidAndTheNextOneConnectsAnew() throws Exception {
        var begun = new CountDownLatch(1);
        var killer = Thread.ofVirtual().start(() -> {
            if (await(begun)) {
                server.dropConnections();
            }
        });
        var thrown = failure(
                Kind.CONNECTION_LOST,
                () -> host.stream(sh("echo begun; sleep 60"), (buffer, length) -> begun.countDown()));
        assertThat(thrown.retryable()).isTrue();
        killer.join();
        assertThat(host.run(sh("echo again")).stdout()).isEqualTo("again\n");
    }

    @Test
    void aConnectionLostBetweenCommandsIsNotEvenNoticed() throws Exception {
        for (var round = 0; round < 3; round++) {
            assertThat(host.run(sh("echo round")).stdout()).isEqualTo("round\n");
            server.dropConnections();
        }
    }

    @Test
    void aServerThatFallsSilentIsNoticed() throws Exception {
        var started = System.nanoTime();
        failure(
                Kind.CONNECTION_LOST,
                () -> host.stream(sh("echo begun; sleep 120"), (buffer, length) -> server.freeze()));
        assertThat(since(started)).isLessThan(Duration.ofSeconds(60));
        // The first one may still get the connection that is about to be given up.
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            var thrown = failure(Kind.CONNECT_TIMEOUT, () -> host.run(sh("echo never")));
            assertThat(thrown).hasMessageContaining("took the connection");
        });
        server.thaw();
        assertThat(host.run(sh("echo thawed")).stdout()).isEqualTo("thawed\n");
    }

    @Test
    void aServerThatFallsSilentUnderAFullPipeIsNoticedToo() throws Exception {
        assertThat(host.run(sh("true")).ok()).isTrue();
        var frozen = new CountDownLatch(1);
        var freezer = Thread.ofVirtual().start(() -> {
            if (await(frozen)) {
                server.freeze();
            }
        });
        var started = System.nanoTime();
        failure(Kind.CONNECTION_LOST, () -> host.upload(new Endless(frozen), "never", 0600));
        assertThat(since(started)).isLessThan(Duration.ofSeconds(60));
        freezer.join();
        server.thaw();
        Awaitility.await().until(() -> host.run(sh("ls -A | grep -e slipway-upload -e never || true"))
                .stdout()
                .isEmpty());
    }

    @Test
    void fortyCommandsAtATimeAllSucceed() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = java.util.stream.IntStream.range(0, 40)
                    .mapToObj(number -> threads.submit(() ->
                            host.run(sh("sleep 0.1; echo $1", "" + number)).stdout()))
                    .toList();
            for (var number = 0; number < 40; number++) {
                assertThat(results.get(number).get()).isEqualTo(number + "\n");
            }
        }
        assertThat(server.connectionCount())
                .as("one connection served them all")
                .isLessThanOrEqualTo(2);
    }

    /** The server would allow ten. The first five wait for each other, and then long enough for a sixth to begin. */
    @Test
    void fiveCommandsRunAtATimeAndNoMore() throws Exception {
        var script =
                "echo begin >>log; while [ \"$(grep -c begin log)\" -lt 5 ]; do sleep 0.1; done; sleep 2; echo end >>log";
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var number = 0; number < 10; number++) {
                threads.submit(() -> host.run(sh(script)));
            }
        }
        var lines = host.run(sh("cat log")).stdout().lines().toList();
        assertThat(lines).hasSize(20);
        var running = 0;
        var most = 0;
        for (var line : lines) {
            running += line.equals("begin") ? 1 : -1;
            most = Math.max(most, running);
        }
        assertThat(most).isEqualTo(5);
    }

    @Test
    void aServerThatAllowsFewerSessionsIsWaitedFor() throws Exception {
        try (var narrow = RealSshd.start(SshdOptions.defaults().maxSessions(2), HomeSpec.named("pod"));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var crowded = control(Reach.pinned(narrow.login("pod")));
            var results = java.util.stream.IntStream.range(0, 12)
                    .mapToObj(number -> threads.submit(
                            () -> crowded.run(sh("sleep 0.1; echo ok")).stdout()))
                    .toList();
            for (var result : results) {
                assertThat(result.get()).isEqualTo("ok\n");
            }
        }
    }

    @Test
    void commandsThatWereGivenUpDoNotUseUpTheServersSessions() throws Exception {
        for (var round = 0; round < 12; round++) {
            failure(Kind.DEADLINE, () -> host.run(sh(Duration.ofMillis(700), "trap '' PIPE; sleep 40")));
        }
        assertThat(host.run(sh("echo free")).stdout()).isEqualTo("free\n");
    }

    @Test
    void anIdleConnectionIsClosedAndTheNextUseMakesAnother() throws Exception {
        var settings = new SshSettings(
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(20),
                Duration.ofSeconds(1),
                3,
                Duration.ofMillis(400),
                5);
        try (var impatient = new SshjHosts(settings)) {
            var used = impatient.host(Reach.pinned(server.login("pod")), Purpose.CONTROL);
            assertThat(used.run(sh("sleep 2; echo long but not idle")).ok()).isTrue();
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> server.connectionCount() == 0);
            assertThat(used.run(sh("echo back")).stdout()).isEqualTo("back\n");
        }
    }

    @Test
    void purposesHaveConnectionsOfTheirOwnAndClosingEndsThemAll() throws Exception {
        var address = Reach.pinned(server.login("pod"));
        var servers = new java.util.TreeSet<String>();
        for (var purpose : Purpose.values()) {
            for (var round = 0; round < 2; round++) {
                servers.add(hosts.host(address, purpose).run(sh("echo $PPID")).stdout());
            }
        }
        assertThat(servers).hasSize(3);
        hosts.close();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> server.connectionCount() == 0);
        failure(Kind.CONNECTION_LOST, () -> host.run(sh("true")));
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** Zeros for ever; tells when many have been read. */
    private static final class Endless extends java.io.InputStream {
        private final CountDownLatch flowing;
        private long read;

        Endless(CountDownLatch flowing) {
            this.flowing = flowing;
        }

        @Override
        public int read() {
            return 0;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            read += length;
            if (read > 30_000_000) {
                flowing.countDown();
            }
            return length;
        }
    }
}
