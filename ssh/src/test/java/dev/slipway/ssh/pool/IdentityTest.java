package dev.slipway.ssh.pool;

import static dev.slipway.ssh.pool.Reach.sh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ssh.HostAddress;
import dev.slipway.ssh.Identity;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.SshException.Kind;
import dev.slipway.testpods.openssh.HomeSpec;
import dev.slipway.testpods.openssh.RealSshd;
import dev.slipway.testpods.openssh.SshdOptions;
import dev.slipway.testpods.process.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind and form of key, against OpenSSH. */
class IdentityTest extends WithHosts {
    private static final String PHRASE = "pass phrase, ümläut and all";
    private static RealSshd server;

    @BeforeAll
    static void startServer() throws IOException {
        var authority = Files.createTempFile("slipway-authority", ".pub");
        server = RealSshd.start(
                SshdOptions.defaults().with("TrustedUserCAKeys", authority.toString()), HomeSpec.named("pod"));
        Files.copy(
                Path.of(newKey("authority", "ed25519", "", "") + ".pub"),
                authority,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        authority.toFile().deleteOnExit();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "ed25519, 256, RFC4716", "ecdsa, 256, RFC4716", "ecdsa, 384, RFC4716", "ecdsa, 521, RFC4716",
                "rsa, 3072, RFC4716",
        "ecdsa, 256, PEM", "ecdsa, 384, PEM", "rsa, 2048, PEM", "ecdsa, 521, PKCS8", "rsa, 2048, PKCS8",
    })
    void keysOfAllKindsAndFormsLogIn(String type, String bits, String form) throws Exception {
        for (var phrase : List.of("", PHRASE)) {
            var file = newKey("key-" + phrase.length(), type, bits, phrase);
            rewrite(file, form, phrase);
            authorize(file);
            assertThat(control(with(read(file), phrase, null))
                            .run(sh("echo in"))
                            .stdout())
                    .as("%s %s %s, pass phrase of %d letters", type, bits, form, phrase.length())
                    .isEqualTo("in\n");
            if (!phrase.isEmpty()) {
                assertThat(unreadable(read(file), "wrong")).contains("does not open");
                assertThat(unreadable(read(file), "")).contains("protected by a pass phrase");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
    void certificatesLogIn(String type) throws Exception {
        var file = newKey("certified", type, "", "");
        Tool.run(
                "ssh-keygen",
                "-q",
                "-s",
                file("authority"),
                "-I",
                "me",
                "-n",
                server.login("pod").user(),
                file + ".pub");
        var certificate = Files.readString(Path.of(file + "-cert.pub"));
        assertThat(control(with(read(file), "", certificate)).run(sh("echo in")).stdout())
                .isEqualTo("in\n");
        failure(Kind.AUTHENTICATION_FAILED, () -> control(with(read(file), "", null))
                .run(sh("true")));
    }

    @Test
    void aCertificateMustBelongToItsKey() {
        var file = newKey("certified", "ed25519", "", "");
        Tool.run("ssh-keygen", "-q", "-s", file("authority"), "-I", "me", "-n", "root", file + ".pub");
        var certificate = read(file + "-cert.pub");
        var other = read(newKey("other", "ed25519", "", ""));
        var messages = List.of(
                failure(Kind.IDENTITY_UNREADABLE, () -> control(with(other, "", certificate))
                        .run(sh("true"))),
                failure(Kind.IDENTITY_UNREADABLE, () -> control(with(other, "", "nonsense"))
                        .run(sh("true"))),
                failure(Kind.IDENTITY_UNREADABLE, () -> control(with(other, "", read(file + ".pub")))
                        .run(sh("true"))));
        assertThat(messages).extracting(SshException::getMessage).allMatch(text -> text.contains("certificate"));
    }

    @Test
    void aKeyThatTheServerDoesNotKnowIsRefused() {
        var thrown = failure(Kind.AUTHENTICATION_FAILED, () -> control(Reach.pinned(server.strangerLogin()))
                .run(sh("true")));
        assertThat(thrown.getMessage()).contains("does not accept the key").contains("publickey");
        assertThat(thrown.retryable()).isFalse();
    }

    @Test
    void noKeyAtAllIsSaid() {
        var login = server.login("pod");
        var address =
                new HostAddress(login.user(), login.host(), login.port(), null, List.of(login.hostKey()), List.of());
        assertThat(failure(Kind.AUTHENTICATION_FAILED, () -> control(address).run(sh("true")))
                        .getMessage())
                .contains("none was given");
    }

    @Test
    void aSecurityKeyIsRefusedByName() {
        assertThat(failure(Kind.IDENTITY_UNSUPPORTED, () -> control(with(SecurityKey.text(), "", null))
                                .run(sh("true")))
                        .getMessage())
                .contains("security key");
    }

    @Test
    void whatIsNoPrivateKeyIsSaid() {
        assertThat(unreadable(server.login("pod").hostKey(), "")).contains("public half");
        assertThat(unreadable("", "")).contains("not a private key");
        assertThat(unreadable("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n", ""))
                .contains("not a private key");
        assertThat(unreadable("-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n", ""))
                .contains("cannot be read");
    }

    @Test
    void neitherKeyNorPhraseIsEverPrinted() {
        var file = newKey("hidden", "ed25519", "", PHRASE);
        var identity = new Identity(read(file), "wrong phrase".toCharArray(), null);
        assertThat(identity.toString()).isEqualTo("Identity[hidden]");
        var thrown = failure(Kind.IDENTITY_UNREADABLE, () -> control(with(read(file), "wrong phrase", null))
                .run(sh("true")));
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            assertThat(String.valueOf(at)).doesNotContain("wrong phrase").doesNotContain("BEGIN");
        }
    }

    private String unreadable(String privateKey, String phrase) {
        var thrown = failure(Kind.IDENTITY_UNREADABLE, () -> control(with(privateKey, phrase, null))
                .run(sh("true")));
        return String.valueOf(thrown.getMessage());
    }

    private static HostAddress with(String privateKey, String phrase, @Nullable String certificate) {
        var login = server.login("pod");
        var identity = new Identity(privateKey, phrase.isEmpty() ? null : phrase.toCharArray(), certificate);
        return Reach.address(login, identity, List.of(login.hostKey()));
    }

    private static String newKey(String name, String type, String bits, String phrase) {
        var file = file(name);
        Tool.run("rm", "-f", file, file + ".pub", file + "-cert.pub");
        var size = bits.isEmpty() || type.equals("ed25519") ? "" : "-b " + bits;
        Tool.run("sh", "-c", "ssh-keygen -q -t \"$1\" " + size + " -N \"$2\" -f \"$3\"", "sh", type, phrase, file);
        return file;
    }

    private static void rewrite(String file, String form, String phrase) {
        Tool.run("ssh-keygen", "-q", "-p", "-m", form, "-P", phrase, "-N", phrase, "-f", file);
    }

    private static void authorize(String file) throws IOException {
        var line = Files.readString(Path.of(file + ".pub"));
        Files.writeString(server.folder().resolve("sshd/authorized_keys"), line, StandardOpenOption.APPEND);
    }

    private static String file(String name) {
        return server.folder().resolve("keys").resolve(name).toString();
    }

    private static String read(String file) {
        return Tool.run("cat", file);
    }
}
