package dev.slipway.ssh.pool;

import static dev.slipway.ssh.pool.Reach.sh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ssh.HostAddress;
import dev.slipway.ssh.SshException.Kind;
import dev.slipway.testpods.openssh.HomeSpec;
import dev.slipway.testpods.openssh.RealSshd;
import dev.slipway.testpods.openssh.SshLogin;
import dev.slipway.testpods.openssh.SshdOptions;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Machines behind machines. */
class JumpTest extends WithHosts {
    private static RealSshd gate;
    private static RealSshd middle;
    private static RealSshd inner;

    @BeforeAll
    static void startServers() {
        gate = RealSshd.start(SshdOptions.defaults(), HomeSpec.named("gate"));
        middle = RealSshd.start(SshdOptions.defaults(), HomeSpec.named("middle"));
        inner = RealSshd.start(SshdOptions.defaults(), HomeSpec.named("inner"));
    }

    @AfterAll
    static void stopServers() {
        gate.close();
        middle.close();
        inner.close();
    }

    @Test
    void twoJumpsEachWithItsOwnKeys() throws Exception {
        var address =
                through(inner.login("inner"), Reach.pinned(gate.login("gate")), Reach.pinned(middle.login("middle")));
        assertThat(control(address).run(sh("pwd")).stdout().strip())
                .isEqualTo(inner.login("inner").home().toString());
        assertThat(control(address).connect(Reach.PATIENCE).hostKey())
                .isEqualTo(inner.login("inner").hostKey());
        assertThat(gate.connectionCount()).isPositive();
        hosts.forget(address);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> gate.connectionCount() + middle.connectionCount() + inner.connectionCount() == 0);
    }

    @Test
    void aLostJumpIsALostConnectionAndIsMadeAnew() throws Exception {
        var address = through(inner.login("inner"), Reach.pinned(gate.login("gate")));
        failure(
                Kind.CONNECTION_LOST,
                () -> control(address).stream(sh("echo begun; sleep 60"), (buffer, length) -> gate.dropConnections()));
        assertThat(control(address).run(sh("echo again")).stdout()).isEqualTo("again\n");
    }

    @Test
    void eachFailureNamesItsHop() throws Exception {
        var stranger = Reach.pinned(gate.strangerLogin());
        assertThat(failure(Kind.AUTHENTICATION_FAILED, () -> reach(through(inner.login("inner"), stranger))))
                .hasMessageContaining(stranger.display());

        var wrongPin = Reach.address(
                gate.login("gate"),
                Reach.pinned(gate.login("gate")).identity(),
                List.of(inner.login("inner").hostKey()));
        assertThat(failure(Kind.HOST_KEY_CHANGED, () -> reach(through(inner.login("inner"), wrongPin))))
                .hasMessageContaining(wrongPin.display());

        var nobody = new HostAddress("x", "no-such-host.invalid", 22, null, List.of(), List.of(pinnedGate()));
        assertThat(failure(Kind.UNKNOWN_HOST, () -> reach(nobody))).hasMessageContaining("no-such-host.invalid");

        int closedPort;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closedPort = socket.getLocalPort();
        }
        var closed = new HostAddress("x", "127.0.0.1", closedPort, null, List.of(), List.of(pinnedGate()));
        assertThat(failure(Kind.CONNECTION_REFUSED, () -> reach(closed)))
                .hasMessageContaining("127.0.0.1:" + closedPort)
                .hasMessageContaining(pinnedGate().display());
    }

    @Test
    void aJumpThatForbidsForwardingIsSaid() {
        try (var strict = RealSshd.start(SshdOptions.defaults().allowTcpForwarding(false), HomeSpec.named("strict"))) {
            var jump = Reach.pinned(strict.login("strict"));
            assertThat(failure(Kind.FORWARDING_REFUSED, () -> reach(through(inner.login("inner"), jump))))
                    .hasMessageContaining(jump.display());
        }
    }

    @Test
    void somethingSilentBehindAJumpIsGivenUp() throws Exception {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var address =
                    new HostAddress("x", "127.0.0.1", silent.getLocalPort(), null, List.of(), List.of(pinnedGate()));
            var started = System.nanoTime();
            failure(Kind.CONNECT_TIMEOUT, () -> reach(address));
            assertThat(since(started)).isLessThan(Duration.ofSeconds(55));
        }
    }

    private void reach(HostAddress address) throws Exception {
        control(address).connect(Reach.PATIENCE);
    }

    private static HostAddress pinnedGate() {
        return Reach.pinned(gate.login("gate"));
    }

    private static HostAddress through(SshLogin login, HostAddress... jumps) {
        var direct = Reach.pinned(login);
        return new HostAddress(
                direct.user(), direct.host(), direct.port(), direct.identity(), direct.hostKeys(), List.of(jumps));
    }
}
