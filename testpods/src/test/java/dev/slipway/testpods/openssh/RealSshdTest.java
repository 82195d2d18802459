package dev.slipway.testpods.openssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.testpods.Ssh;
import dev.slipway.testpods.process.PodFolder;
import dev.slipway.testpods.process.Tool;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The harness itself, driven with the system's {@code ssh} client. */
@Timeout(60)
class RealSshdTest {
    @Test
    void eachKeyLeadsToItsOwnHomeAndEnvironment() {
        var a = HomeSpec.named("a").variable("GREETING", "it's me");
        try (var server = RealSshd.start(SshdOptions.defaults(), a, HomeSpec.named("b"))) {
            assertThat(Ssh.run(server.login("a"), "echo $HOME; pwd; echo $GREETING"))
                    .isEqualTo(
                            server.login("a").home() + "\n" + server.login("a").home() + "\nit's me");
            assertThat(Ssh.run(server.login("b"), "echo $POD ${GREETING:-none}; id -un"))
                    .isEqualTo("b none\n" + System.getProperty("user.name"));
        }
    }

    @Test
    void countsTheChannelsThatClientsOpen() {
        try (var server = RealSshd.start()) {
            Ssh.run(server.login(), "true");
            Ssh.run(server.login(), "true");
            assertThat(server.channelCount()).isEqualTo(2);
        }
    }

    @Test
    void everyKeyTypeLogsIn() {
        try (var server = RealSshd.start()) {
            for (var type : KeyType.values()) {
                assertThat(Ssh.run(server.addKey("pod", type, ""), "echo in")).isEqualTo("in");
            }
            assertThat(server.addKey("pod", KeyType.ED25519, "secret phrase").privateKey())
                    .startsWith("-----BEGIN OPENSSH PRIVATE KEY-----");
            assertThatThrownBy(() -> Ssh.run(server.strangerLogin(), "true")).hasMessageContaining("Permission denied");
        }
    }

    @Test
    void busyboxHomeHasOnlyBusyboxTools() {
        try (var server =
                RealSshd.start(SshdOptions.defaults(), HomeSpec.named("box").busybox())) {
            assertThat(Ssh.run(server.login(), "readlink $(command -v sh); command -v bash || echo no bash"))
                    .endsWith("busybox\nno bash");
        }
    }

    @Test
    void bashReadsItsOwnBashrcAsUnderARealServer() {
        try (var server = RealSshd.start()) {
            PodFolder.write(server.login().home().resolve(".bashrc"), "export FROM_RC=yes\n");
            assertThat(Ssh.run(server.login(), "echo $FROM_RC")).isEqualTo("yes");
        }
    }

    @Test
    void changedHostKeyIsNoticedByAClient() {
        try (var server = RealSshd.start()) {
            var before = PodFolder.read(server.login().knownHosts());
            var key = server.login().hostKey();
            server.changeHostKey();
            assertThat(server.login().hostKey()).isNotEqualTo(key);
            assertThat(Ssh.run(server.login(), "echo new")).isEqualTo("new");
            PodFolder.write(server.login().knownHosts(), before);
            assertThatThrownBy(() -> Ssh.run(server.login(), "true")).hasMessageContaining("HAS CHANGED");
        }
    }

    @Test
    void stopsAndStartsOnTheSamePortAndDropsConnections() throws Exception {
        try (var server = RealSshd.start()) {
            var client = new ProcessBuilder(server.login().sshCommand("echo ready; exec sleep 300"))
                    .redirectErrorStream(true)
                    .start();
            assertThat(client.inputReader().readLine()).isEqualTo("ready");
            server.stopListening();
            assertThatThrownBy(() -> Ssh.run(server.login(), "true")).hasMessageContaining("refused");
            assertThat(client.isAlive()).isTrue();
            server.startListening();
            assertThat(Ssh.run(server.login(), "echo back")).isEqualTo("back");
            server.dropConnections();
            assertThat(client.waitFor()).isEqualTo(255);
            assertThat(server.processes())
                    .anySatisfy(process -> assertThat(process.command()).contains("sleep 300"));
        }
    }

    @Test
    void forwardingCanBeRefused() throws Exception {
        try (var server =
                RealSshd.start(SshdOptions.defaults().allowTcpForwarding(false).maxSessions(2), HomeSpec.named("a"))) {
            var command = server.login().sshCommand("true");
            command.addAll(1, java.util.List.of("-W", "127.0.0.1:" + server.port()));
            command.removeLast();
            assertThatThrownBy(() -> Tool.run(new ProcessBuilder(command)))
                    .hasMessageContaining("administratively prohibited");
        }
    }

    @Test
    void looksRebooted() {
        try (var server = RealSshd.start()) {
            var before = Ssh.run(
                    server.login(),
                    "cat /proc/sys/kernel/random/boot_id; setsid sleep 304 >/dev/null 2>&1 </dev/null &");
            server.reboot();
            assertThat(server.processes()).isEmpty();
            assertThat(Ssh.run(server.login(), "cat /proc/sys/kernel/random/boot_id; pwd"))
                    .matches("[0-9a-f-]{36}\n" + server.login().home())
                    .doesNotContain(before);
        }
    }

    @Test
    void closeEndsWhatHidesAndLeavesNoFolder() {
        var server = RealSshd.start();
        Ssh.run(
                server.login(),
                "setsid sleep 301 >/dev/null 2>&1 </dev/null & (cd /; setsid env -i sleep 302 >$HOME/log 2>&1 </dev/null &)");
        Ssh.run(server.login(), "cd /; setsid env -i HOME=$HOME sleep 303 >/dev/null 2>&1 </dev/null &");
        await().untilAsserted(() -> assertThat(server.processes()).hasSize(3));
        server.close();
        assertThat(server.processes()).isEmpty();
        assertThat(server.connectionCount()).isZero();
        assertThat(Files.exists(server.folder())).isFalse();
    }
}
