package dev.slipway.ssh.pool;

import static dev.slipway.ssh.pool.Reach.sh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ssh.HostAddress;
import dev.slipway.ssh.SshException.Kind;
import dev.slipway.testpods.openssh.RealSshd;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Machines that cannot be reached, each said in one sentence. */
class ReachabilityTest extends WithHosts {
    @Test
    void aNameThatNobodyHas() {
        var thrown = failure(
                Kind.UNKNOWN_HOST, () -> control(at("no-such-host.invalid", 22)).run(sh("true")));
        assertThat(thrown).hasMessageContaining("no-such-host.invalid");
        assertThat(thrown.retryable()).isFalse();
    }

    @Test
    void aPortWhereNothingListens() throws Exception {
        int port;
        try (var socket = listener()) {
            port = socket.getLocalPort();
        }
        var thrown = failure(
                Kind.CONNECTION_REFUSED, () -> control(at("127.0.0.1", port)).run(sh("true")));
        assertThat(thrown).hasMessageContaining("127.0.0.1:" + port);
        assertThat(thrown.retryable()).isTrue();
    }

    @Test
    void aServerThatNeverGreets() throws Exception {
        try (var silent = listener()) {
            var started = System.nanoTime();
            failure(Kind.CONNECT_TIMEOUT, () -> control(at("127.0.0.1", silent.getLocalPort()))
                    .connect(Reach.PATIENCE));
            assertThat(since(started)).isLessThan(Duration.ofSeconds(40));
        }
    }

    @Test
    void theCallersOwnPatienceCounts() throws Exception {
        try (var silent = listener()) {
            var started = System.nanoTime();
            var host = control(at("127.0.0.1", silent.getLocalPort()));
            failure(Kind.CONNECT_TIMEOUT, () -> host.connect(Duration.ofMillis(200)));
            failure(Kind.CONNECT_TIMEOUT, () -> host.run(sh(Duration.ofMillis(200), "true")));
            assertThat(since(started)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void somethingThatIsNoSshServer() throws Exception {
        try (var web = listener()) {
            answer(web, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            var thrown = failureOfAnyKind(
                    () -> control(at("127.0.0.1", web.getLocalPort())).connect(Reach.PATIENCE));
            assertThat(thrown).isIn(Kind.CONNECTION_LOST, Kind.PROTOCOL);
        }
    }

    @Test
    void anOldProtocol() throws Exception {
        try (var old = listener()) {
            answer(old, "SSH-1.5-ancient\r\n");
            failure(Kind.PROTOCOL, () -> control(at("127.0.0.1", old.getLocalPort()))
                    .connect(Reach.PATIENCE));
        }
    }

    @Test
    void aServerThatHangsUp() throws Exception {
        try (var busy = listener()) {
            answer(busy, "");
            var thrown = failure(Kind.CONNECTION_LOST, () -> control(at("127.0.0.1", busy.getLocalPort()))
                    .connect(Reach.PATIENCE));
            assertThat(thrown.retryable()).isTrue();
        }
    }

    @Test
    void aMachineThatComesBackIsReached() throws Exception {
        try (var server = RealSshd.start()) {
            var host = control(Reach.pinned(server.login("pod")));
            server.stopListening();
            failure(Kind.CONNECTION_REFUSED, () -> host.run(sh("true")));
            server.startListening();
            assertThat(host.run(sh("echo back")).stdout()).isEqualTo("back\n");
        }
    }

    private static Kind failureOfAnyKind(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return org.assertj.core.api.Assertions.catchThrowableOfType(dev.slipway.ssh.SshException.class, call)
                .kind();
    }

    private static HostAddress at(String host, int port) {
        return new HostAddress("somebody", host, port, null, List.of(), List.of());
    }

    private static ServerSocket listener() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** Says this to everybody and hangs up, until the listener is closed. */
    private static void answer(ServerSocket listener, String greeting) {
        Thread.ofVirtual().start(() -> {
            while (!listener.isClosed()) {
                try (var client = listener.accept()) {
                    client.getOutputStream().write(greeting.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException closed) {
                    // The test is over, or the client went first.
                }
            }
        });
    }
}
