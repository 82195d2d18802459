package dev.slipway.ssh.pool;

import static dev.slipway.ssh.pool.Reach.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.ssh.RemoteHost;
import dev.slipway.testpods.openssh.RealSshd;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A command whose both directions the caller uses. */
class OpenProcessTest extends WithHosts {
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
    void itIsAConversation() throws Exception {
        try (var process = host.open(sh("while read -r word; do echo \"<$word>\"; done; echo bye")
                .withStdin("zero\n".getBytes(StandardCharsets.UTF_8)))) {
            var answers = new BufferedReader(new InputStreamReader(process.stdout(), StandardCharsets.UTF_8));
            assertThat(answers.readLine()).isEqualTo("<zero>");
            for (var word : new String[] {"one", "two"}) {
                process.stdin().write((word + "\n").getBytes(StandardCharsets.UTF_8));
                process.stdin().flush();
                assertThat(answers.readLine()).isEqualTo("<" + word + ">");
            }
            assertThat(process.isOpen()).isTrue();
            process.stdin().close();
            assertThat(answers.readLine()).isEqualTo("bye");
            assertThat(answers.readLine()).isNull();
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !process.isOpen());
        }
    }

    @Test
    void closingDoesNotWaitForTheCommand() throws Exception {
        var started = System.nanoTime();
        var process = host.open(sh("trap '' HUP TERM PIPE; sleep 60"));
        process.close();
        process.close();
        assertThat(process.isOpen()).isFalse();
        assertThat(process.stdout().read()).isEqualTo(-1);
        assertThatThrownBy(() -> {
                    process.stdin().write('x');
                    process.stdin().flush();
                })
                .isInstanceOf(IOException.class);
        assertThat(since(started)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aReaderThatPausesIsNoError() throws Exception {
        var bytes = new byte[6_000_000];
        try (var process = host.open(sh("read -r go; wc -c | tr -d ' '"))) {
            var writer = Thread.ofVirtual().start(() -> {
                try {
                    process.stdin().write("go\n".getBytes(StandardCharsets.UTF_8));
                    process.stdin().write(bytes);
                    process.stdin().close();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            assertThat(host.run(sh("echo meanwhile")).stdout()).isEqualTo("meanwhile\n");
            assertThat(new String(process.stdout().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("6000000\n");
            assertThat(writer.join(Duration.ofSeconds(20))).isTrue();
        }
    }

    @Test
    void aLostConnectionIsAnErrorNotAnEnd() throws Exception {
        try (var process = host.open(sh("echo up; sleep 60"))) {
            assertThat(process.stdout().readNBytes(3)).isEqualTo("up\n".getBytes(StandardCharsets.UTF_8));
            server.dropConnections();
            assertThatThrownBy(() -> process.stdout().read()).isInstanceOf(IOException.class);
            assertThat(process.isOpen()).isFalse();
        }
    }
}
