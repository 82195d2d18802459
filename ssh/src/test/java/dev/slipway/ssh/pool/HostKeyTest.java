package dev.slipway.ssh.pool;

import static dev.slipway.ssh.pool.Reach.sh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ssh.HostAddress;
import dev.slipway.ssh.Identity;
import dev.slipway.ssh.RemoteHosts.Purpose;
import dev.slipway.ssh.SshException.Kind;
import dev.slipway.ssh.hostkey.HostKey;
import dev.slipway.testpods.openssh.HomeSpec;
import dev.slipway.testpods.openssh.RealSshd;
import dev.slipway.testpods.openssh.SshdOptions;
import dev.slipway.testpods.process.Tool;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which server a connection trusts. */
class HostKeyTest extends WithHosts {
    private RealSshd server;

    @BeforeEach
    void startServer() {
        server = RealSshd.start(
                SshdOptions.defaults().with("HostCertificate", "/nonexistent/until/a/test/makes/one"),
                HomeSpec.named("pod"));
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void aChangedKeyIsALoudFailureThatNamesBothFingerprints() throws Exception {
        var address = Reach.pinned(server.login("pod"));
        control(address).run(sh("true"));
        var before = HostKey.parse(server.login("pod").hostKey()).fingerprint();
        server.changeHostKey();
        server.dropConnections();
        var after = HostKey.parse(server.login("pod").hostKey()).fingerprint();

        var thrown = failure(Kind.HOST_KEY_CHANGED, () -> control(address).run(sh("true")));
        assertThat(thrown.getMessage()).contains(before, after, address.display());
        assertThat(thrown.retryable()).isFalse();
        assertThat(before).isNotEqualTo(after);
    }

    @Test
    void theFirstUseIsAnsweredAndHeldToFromThenOn() throws Exception {
        var address = Reach.unpinned(server.login("pod"));
        var identity = control(address).connect(Reach.PATIENCE);
        assertThat(identity.hostKey()).isEqualTo(server.login("pod").hostKey());
        assertThat(identity.fingerprint())
                .isEqualTo(HostKey.parse(identity.hostKey()).fingerprint());

        server.changeHostKey();
        server.dropConnections();
        failure(Kind.HOST_KEY_CHANGED, () -> control(address).run(sh("true")));
        failure(Kind.HOST_KEY_CHANGED, () -> hosts.host(address, Purpose.FOLLOW).connect(Reach.PATIENCE));
    }

    @Test
    void forgettingAMachineTrustsItsNextKey() throws Exception {
        var address = Reach.unpinned(server.login("pod"));
        control(address).connect(Reach.PATIENCE);
        server.changeHostKey();
        hosts.forget(address);
        assertThat(control(address).connect(Reach.PATIENCE).hostKey())
                .isEqualTo(server.login("pod").hostKey());
    }

    @Test
    void aPinnedKeyOfAnotherKindIsAChangedKeyToo() {
        var other = newKey("ecdsa", "elsewhere");
        failure(Kind.HOST_KEY_CHANGED, () -> control(pinned(List.of(other))).connect(Reach.PATIENCE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecdsa", "rsa"})
    void serversWithOtherKindsOfKeysAreReachedToo(String type) throws Exception {
        server.stopListening();
        Tool.run("rm", hostKeyFile(), hostKeyFile() + ".pub");
        Tool.run("ssh-keygen", "-q", "-t", type, "-N", "", "-f", hostKeyFile());
        server.startListening();
        var key = String.join(
                " ", List.of(Tool.run("cat", hostKeyFile() + ".pub").split(" ")).subList(0, 2));
        assertThat(control(Reach.unpinned(server.login("pod")))
                        .connect(Reach.PATIENCE)
                        .hostKey())
                .isEqualTo(key);
        assertThat(control(pinned(List.of(key))).run(sh("true")).ok()).isTrue();
    }

    @Test
    void oneOfSeveralPinnedKeysIsEnough() throws Exception {
        var keys = List.of(newKey("rsa", "old"), server.login("pod").hostKey() + " a comment");
        assertThat(control(pinned(keys)).run(sh("true")).ok()).isTrue();
    }

    @Test
    void aPinnedKeyThatCannotBeReadTrustsNothing() {
        for (var broken : List.of("ssh-ed25519", "ssh-ed25519 AAAA", "nonsense", "ssh-rsa " + ed25519Blob())) {
            failure(Kind.HOST_KEY_REJECTED, () -> control(pinned(List.of(broken)))
                    .connect(Reach.PATIENCE));
        }
    }

    @Test
    void anAuthorityVouchesForItsHosts() throws Exception {
        var authority = newKey("ed25519", "authority");
        var stranger = newKey("ed25519", "other-authority");
        certify("authority", "127.0.0.1");
        assertThat(control(pinned(List.of("@cert-authority " + authority)))
                        .run(sh("true"))
                        .ok())
                .isTrue();
        failure(Kind.HOST_KEY_CHANGED, () -> control(pinned(List.of("@cert-authority " + stranger)))
                .connect(Reach.PATIENCE));
        assertThat(control(Reach.pinned(server.login("pod"))).run(sh("true")).ok())
                .as("a plain pin still works where the server has a certificate")
                .isTrue();
        assertThat(control(Reach.unpinned(server.login("pod")))
                        .connect(Reach.PATIENCE)
                        .hostKey())
                .isEqualTo(server.login("pod").hostKey());
    }

    @Test
    void aCertificateForAnotherNameIsRejected() {
        var authority = newKey("ed25519", "authority");
        certify("authority", "elsewhere.example");
        failure(Kind.HOST_KEY_REJECTED, () -> control(pinned(List.of("@cert-authority " + authority)))
                .connect(Reach.PATIENCE));
    }

    /** Restarts the server with a certificate for its key. */
    private void certify(String authority, String principal) {
        var key = server.folder().resolve("sshd/hostkey.pub");
        Tool.run("ssh-keygen", "-q", "-s", file(authority), "-I", "test", "-h", "-n", principal, key.toString());
        var configuration = server.folder().resolve("sshd/sshd_config");
        var certificate = server.folder().resolve("sshd/hostkey-cert.pub");
        Tool.run("sed", "-i", "s|^HostCertificate .*|HostCertificate " + certificate + "|", configuration.toString());
        server.stopListening();
        server.startListening();
    }

    private String hostKeyFile() {
        return server.folder().resolve("sshd/hostkey").toString();
    }

    private String newKey(String type, String name) {
        Tool.run("ssh-keygen", "-q", "-t", type, "-N", "", "-C", name, "-f", file(name));
        return Tool.run("cat", file(name) + ".pub").strip();
    }

    private String file(String name) {
        return Path.of(server.folder().toString(), "keys", name).toString();
    }

    private String ed25519Blob() {
        return server.login("pod").hostKey().split(" ")[1];
    }

    private HostAddress pinned(List<String> hostKeys) {
        var login = server.login("pod");
        return Reach.address(login, new Identity(login.privateKey(), null, null), hostKeys);
    }
}
