package dev.slipway.ssh.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.ssh.RemoteHost;
import dev.slipway.ssh.RemoteHosts.Purpose;
import dev.slipway.ssh.SshException.Kind;
import dev.slipway.ssh.Tunnel;
import dev.slipway.testpods.openssh.HomeSpec;
import dev.slipway.testpods.openssh.RealSshd;
import dev.slipway.testpods.openssh.SshdOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tunnels, by forwarding and by relay: from outside they are the same. */
class TunnelTest extends WithHosts {
    private RealSshd server;
    private EchoServer echo;

    @BeforeEach
    void startServers() throws IOException {
        server = RealSshd.start(SshdOptions.defaults(), HomeSpec.named("pod"));
        echo = new EchoServer();
    }

    @AfterEach
    void stopServers() throws IOException {
        echo.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bytesGoBothWaysAndEndsAreHandedOn(boolean forwarding) throws Exception {
        allowForwarding(forwarding);
        try (var tunnel = host().tunnel(echo.port())) {
            assertThat(tunnel.relayed()).isNotEqualTo(forwarding);
            assertThat(roundTrip(tunnel, "hello")).isEqualTo("hellobye");
            var big = new byte[3_000_000];
            new Random(3).nextBytes(big);
            assertThat(roundTrip(tunnel, big)).hasSize(big.length + 3).startsWith(big);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void manyConnectionsAtATime(boolean forwarding) throws Exception {
        allowForwarding(forwarding);
        try (var tunnel = host().tunnel(echo.port());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var open = new ArrayList<Socket>();
            for (var number = 0; number < 12; number++) {
                open.add(connect(tunnel));
            }
            var answers = IntStream.range(0, open.size())
                    .mapToObj(number -> threads.submit(
                            () -> exchange(open.get(number), ("n" + number).getBytes(StandardCharsets.UTF_8))))
                    .toList();
            for (var number = 0; number < answers.size(); number++) {
                assertThat(new String(answers.get(number).get(), StandardCharsets.UTF_8))
                        .isEqualTo("n" + number + "bye");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aClientThatGoesAwayEndsItsRequestOnThePod(boolean forwarding) throws Exception {
        allowForwarding(forwarding);
        try (var tunnel = host().tunnel(echo.port())) {
            var client = connect(tunnel);
            client.getOutputStream().write('x');
            assertThat(client.getInputStream().read()).isEqualTo('x');
            assertThat(echo.open()).isEqualTo(1);
            assertThat(tunnel.connections()).isEqualTo(1);
            client.close();
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> echo.open() == 0);
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> tunnel.connections() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void itSurvivesALostConnection(boolean forwarding) throws Exception {
        allowForwarding(forwarding);
        try (var tunnel = host().tunnel(echo.port())) {
            var before = connect(tunnel);
            before.getOutputStream().write('x');
            assertThat(before.getInputStream().read()).isEqualTo('x');
            server.dropConnections();
            assertThat(endOf(before)).as("an open one breaks").isTrue();
            assertThat(roundTrip(tunnel, "again")).isEqualTo("againbye");
            assertThat(tunnel.localPort()).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPortWhereNothingListensYetIsNoFailure(boolean forwarding) throws Exception {
        allowForwarding(forwarding);
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (var tunnel = host().tunnel(port)) {
            try (var client = connect(tunnel)) {
                assertThat(endOf(client)).as("reset, or ended without a byte").isTrue();
            }
            try (var late = new ServerSocket(port, 5, InetAddress.getLoopbackAddress())) {
                Thread.ofVirtual().start(() -> greet(late));
                assertThat(roundTrip(tunnel, "")).isEqualTo("late");
            }
        }
    }

    @Test
    void closingEndsListenerAndConnections() throws Exception {
        var tunnel = host().tunnel(echo.port());
        var client = connect(tunnel);
        client.getOutputStream().write('x');
        assertThat(client.getInputStream().read()).isEqualTo('x');
        tunnel.close();
        tunnel.close();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> echo.open() == 0);
        assertThatThrownBy(() -> connect(tunnel)).isInstanceOf(IOException.class);
    }

    @Test
    void closingThePoolClosesItsTunnels() throws Exception {
        var tunnel = host().tunnel(echo.port());
        hosts.close();
        assertThatThrownBy(() -> connect(tunnel)).isInstanceOf(IOException.class);
    }

    @Test
    void aPodWithoutForwardingAndWithoutAnyToolIsSaid() throws Exception {
        allowForwarding(false);
        var home = server.login("pod").home();
        var onlyShell = Files.createDirectory(home.resolve("only"));
        for (var tool : List.of("sh", "env", "grep")) {
            Files.createSymbolicLink(onlyShell.resolve(tool), Path.of("/bin", tool));
        }
        Files.writeString(home.resolve(".podenv"), "export PATH=" + onlyShell + "\n");
        assertThat(failure(Kind.FORWARDING_REFUSED, () -> host().tunnel(echo.port())))
                .hasMessageContaining("python3");
    }

    private RemoteHost host() {
        return hosts.host(Reach.pinned(server.login("pod")), Purpose.TUNNEL);
    }

    private void allowForwarding(boolean allowed) {
        if (!allowed) {
            server.close();
            server = RealSshd.start(SshdOptions.defaults().allowTcpForwarding(false), HomeSpec.named("pod"));
        }
    }

    private static Socket connect(Tunnel tunnel) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), tunnel.localPort());
        socket.setSoTimeout(60_000);
        return socket;
    }

    private static String roundTrip(Tunnel tunnel, String text) throws Exception {
        return new String(roundTrip(tunnel, text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    private static byte[] roundTrip(Tunnel tunnel, byte[] bytes) throws Exception {
        return exchange(connect(tunnel), bytes);
    }

    private static byte[] exchange(Socket client, byte[] bytes) throws Exception {
        try (client) {
            var writer = Thread.ofVirtual().start(() -> {
                try {
                    client.getOutputStream().write(bytes);
                    client.shutdownOutput();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            var answer = client.getInputStream().readAllBytes();
            writer.join();
            return answer;
        }
    }

    private static boolean endOf(Socket client) {
        try {
            return client.getInputStream().read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    private static void greet(ServerSocket listener) {
        try (var client = listener.accept()) {
            client.getOutputStream().write("late".getBytes(StandardCharsets.UTF_8));
        } catch (IOException closed) {
            // The test has failed already.
        }
    }
}
