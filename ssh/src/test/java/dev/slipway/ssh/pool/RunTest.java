package dev.slipway.ssh.pool;

import static dev.slipway.ssh.pool.Reach.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.ssh.Command;
import dev.slipway.ssh.RemoteHost;
import dev.slipway.ssh.RemoteHosts.Purpose;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.SshException.Kind;
import dev.slipway.testpods.openssh.RealSshd;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Short commands on a real OpenSSH server. */
@Timeout(120)
class RunTest {
    private static RealSshd server;
    private SshjHosts hosts;
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
    void connect() {
        hosts = new SshjHosts(Reach.QUICK);
        host = hosts.host(Reach.pinned(server.login("pod")), Purpose.CONTROL);
    }

    @AfterEach
    void disconnect() {
        hosts.close();
    }

    @Test
    void answersStatusAndBothOutputs() throws Exception {
        var result = host.run(sh("echo out; echo err >&2; exit 7"));
        assertThat(result.exitStatus()).hasValue(7);
        assertThat(result.stdout()).isEqualTo("out\n");
        assertThat(result.stderr()).isEqualTo("err\n");
        assertThat(result.truncated()).isFalse();
        assertThat(host.run(sh("exit 0")).ok()).isTrue();
        assertThat(host.run(sh("exit 255")).exitStatus()).hasValue(255);
    }

    @Test
    void anUnknownProgramIsAStatusNotAnException() throws Exception {
        assertThat(host.run(Command.of(Reach.PATIENCE, "no-such-program")).exitStatus())
                .hasValue(127);
    }

    @Test
    void aSignalLeavesNoStatusButTheOutput() throws Exception {
        var result = host.run(sh("echo before; kill -KILL $$"));
        assertThat(result.exitStatus()).isEqualTo(OptionalInt.empty());
        assertThat(result.ok()).isFalse();
        assertThat(result.stdout()).isEqualTo("before\n");
    }

    @Test
    void argumentsAreDataWhateverTheyAre() throws Exception {
        var nasty = List.of("a b", "it's", "$(touch /tmp/never)", "`id`", "line\nbreak", "-n", "", "ä€😀", "*", "\\");
        var printing = new java.util.ArrayList<>(List.of("printf", "<%s>"));
        printing.addAll(nasty);
        var result = host.run(new Command(printing, new byte[0], Reach.PATIENCE, Command.DEFAULT_OUTPUT_LIMIT));
        assertThat(result.stdout()).isEqualTo("<" + String.join("><", nasty) + ">");
    }

    @Test
    void standardInputArrivesWhole() throws Exception {
        var bytes = new byte[5_000_000];
        new java.util.Random(1).nextBytes(bytes);
        var result = host.run(sh("wc -c | tr -d ' '; cat >/dev/null").withStdin(bytes));
        assertThat(result.stdout().strip()).isEqualTo("5000000");
    }

    @Test
    void aCommandThatDoesNotReadItsInputDisturbsNobody() throws Exception {
        var started = System.nanoTime();
        var result = host.run(sh("exit 3").withStdin(new byte[20_000_000]));
        assertThat(result.exitStatus()).hasValue(3);
        assertThat(host.run(sh("echo next")).stdout()).isEqualTo("next\n");
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
        assertThat(server.connectionCount()).isPositive();
    }

    @Test
    void aFloodOnStandardErrorStallsNothing() throws Exception {
        var result = host.run(sh("head -c 20000000 /dev/zero >&2; echo done"));
        assertThat(result.stdout()).isEqualTo("done\n");
        assertThat(result.stderr()).hasSize(Command.DEFAULT_OUTPUT_LIMIT);
        assertThat(result.truncated()).isTrue();
    }

    @Test
    void outputIsCappedAtItsLimit() throws Exception {
        var result = host.run(sh("head -c 3000000 /dev/zero | tr '\\0' x; echo end >&2"));
        assertThat(result.stdout()).hasSize(1 << 20).containsOnlyOnce("x".repeat(1 << 20));
        assertThat(result.stderr()).isEqualTo("end\n");
        assertThat(result.truncated()).isTrue();
        assertThat(result.ok()).isTrue();
    }

    @Test
    void aCapDoesNotCutACharacterInTwo() throws Exception {
        var command = new Command(List.of("printf", "%s", "ab€cd"), new byte[0], Reach.PATIENCE, 4);
        var result = host.run(command);
        assertThat(result.stdout()).isEqualTo("ab");
        assertThat(result.truncated()).isTrue();
    }

    @Test
    void theEnvironmentIsCleanWhateverBashrcSays() throws Exception {
        var bashrc = server.login("pod").home().resolve(".bashrc");
        Files.writeString(bashrc, "export SURPRISE=1 LC_ALL=de_DE LD_LIBRARY_PATH=/tmp\n");
        var variables = host.run(Command.of(Reach.PATIENCE, "env")).stdout();
        Files.delete(bashrc);
        assertThat(variables.lines().map(line -> line.split("=", 2)[0]))
                .containsExactlyInAnyOrder("HOME", "USER", "LOGNAME", "PATH", "LC_ALL");
        assertThat(variables)
                .contains("LC_ALL=C.UTF-8")
                .contains("HOME=" + server.login("pod").home());
    }

    @Test
    void aDeadlineEndsTheWaiting() {
        var started = System.nanoTime();
        assertThatThrownBy(() -> host.run(sh(Duration.ofMillis(300), "sleep 20")))
                .isInstanceOfSatisfying(SshException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.DEADLINE);
                    assertThat(e.retryable()).isTrue();
                });
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aLongLineFitsAndATooLongOneIsRefusedHere() throws Exception {
        var result = host.run(Command.of(Reach.PATIENCE, "printf", "%s", "x".repeat(120_000)));
        assertThat(result.stdout()).hasSize(120_000);
        assertThatThrownBy(() -> host.run(Command.of(Reach.PATIENCE, "printf", "x".repeat(140_000))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("standard input");
    }

    @Test
    void connectTellsWhoTheServerIs() throws Exception {
        var identity = host.connect(Reach.PATIENCE);
        assertThat(identity.hostKey()).isEqualTo(server.login("pod").hostKey());
        assertThat(identity.fingerprint()).startsWith("SHA256:");
        assertThat(identity.serverVersion()).startsWith("SSH-2.0-OpenSSH_");
    }

    @Test
    void oneConnectionServesAllCommands() throws Exception {
        for (var round = 0; round < 20; round++) {
            assertThat(host.run(sh("printf %s \"$1\"", "" + round)).stdout()).isEqualTo("" + round);
        }
        var parents = host.run(sh("cat /proc/$PPID/stat")).stdout();
        assertThat(parents.getBytes(StandardCharsets.UTF_8)).isNotEmpty();
        assertThat(server.connectionCount()).isLessThanOrEqualTo(2);
    }
}
