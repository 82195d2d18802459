package dev.slipway.client.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.client.ssh.SshTargetException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which keys there are for a machine, and what is said where there is none. */
class IdentitiesTest {
    private static final Map<String, String> AGENT = Map.of("SSH_AUTH_SOCK", "/tmp/agent");

    @TempDir
    Path folder;

    private Home home;

    @BeforeEach
    void moveIn() throws Exception {
        home = new Home(folder);
    }

    @Test
    void theUsualKeysComeInTheOrderOfSsh() throws Exception {
        home.key("id_ed25519", "phrase");
        home.key("id_rsa", "");
        assertThat(resolve("pod", AGENT).identities())
                .extracting(identity -> identity.path().getFileName().toString(), IdentityFile::encrypted)
                .containsExactly(tuple("id_rsa", false), tuple("id_ed25519", true));
    }

    @Test
    void theNamedKeyGoesFirst() throws Exception {
        home.key("id_rsa", "");
        var work = home.key("work", "");
        var other = home.key("other", "");
        home.config("IdentityFile ~/.ssh/missing\nIdentityFile ~/.ssh/work\n");
        assertThat(resolve("ssh -i " + other + " pod", Map.of()).identities())
                .extracting(IdentityFile::path)
                .containsExactly(other, work);
        assertThat(new SshResolver(home.environment(Map.of()))
                        .resolve(SshTarget.parse("pod").withIdentityFile(other.toString()))
                        .identities())
                .extracting(IdentityFile::path)
                .startsWith(other);
    }

    @Test
    void aCertificateBesideTheKeyIsFound() throws Exception {
        var key = home.key("id_ed25519", "");
        var beside = home.ssh("id_ed25519-cert.pub", "ssh-ed25519-cert-v01@openssh.com AAAA\n");
        assertThat(resolve("pod", Map.of()).identities()).containsExactly(new IdentityFile(key, false, beside));
        var configured = home.ssh("certificate", "ssh-ed25519-cert-v01@openssh.com BBBB\n");
        home.config("CertificateFile ~/.ssh/certificate\n");
        assertThat(resolve("pod", Map.of()).identities().getFirst().certificate())
                .isEqualTo(configured);
        assertThat(resolve("pod", Map.of()).identities().getFirst().key(null).certificate())
                .contains("BBBB");
    }

    @Test
    void noKeyAtAll() {
        assertThat(failure("pod", Map.of(), Kind.IDENTITY_MISSING)).hasMessageContaining("local@pod", "--identity");
    }

    @Test
    void onlyAnAgent() throws Exception {
        failure("pod", AGENT, Kind.AGENT_ONLY);
        home.config("Host one\n  IdentityAgent ~/.1password/agent.sock\nHost two\n  IdentityFile ~/.ssh/picked.pub\n");
        home.ssh("picked.pub", "ssh-ed25519 AAAA me\n");
        failure("one", Map.of(), Kind.AGENT_ONLY);
        failure("two", Map.of(), Kind.AGENT_ONLY);
        assertThat(Kind.AGENT_ONLY.code()).isEqualTo("IDENTITY_UNSUPPORTED");
    }

    @Test
    void thePublicHalfNamesThePrivateOneBesideIt() throws Exception {
        var key = home.key("work", "");
        assertThat(resolve("ssh -i " + key + ".pub pod", Map.of()).identities())
                .extracting(IdentityFile::path)
                .containsExactly(key);
    }

    @Test
    void onlyASecurityKey() throws Exception {
        home.ssh("id_ed25519_sk", securityKey());
        assertThat(failure("pod", AGENT, Kind.SECURITY_KEY)).hasMessageContaining("security key");
        assertThat(Kind.SECURITY_KEY.code()).isEqualTo("IDENTITY_UNSUPPORTED");
        home.key("id_ed25519", "");
        assertThat(resolve("pod", AGENT).identities()).hasSize(1);
    }

    @Test
    void aKeyFileThatIsNamedNowMustBeOne() throws Exception {
        home.key("id_rsa", "");
        assertThat(failure("ssh -i /no/such/key pod", AGENT, Kind.IDENTITY_UNREADABLE))
                .hasMessage("The key file /no/such/key does not exist.");
        var text = home.ssh("notes", "not a key\n");
        assertThat(failure("ssh -i " + text + " pod", AGENT, Kind.IDENTITY_UNREADABLE))
                .hasMessageContaining("not a private key");
        home.config("IdentityFile ~/.ssh/notes\n");
        failure("pod", Map.of(), Kind.IDENTITY_UNREADABLE);
    }

    @Test
    void oldFormsAreRecognised() throws Exception {
        var key = home.key("id_rsa", "");
        Home.run("ssh-keygen", "-q", "-p", "-m", "PEM", "-t", "rsa", "-P", "", "-N", "phrase", "-f", rsa().toString());
        assertThat(KeyFileKind.of(rsa())).isEqualTo(KeyFileKind.ENCRYPTED);
        assertThat(KeyFileKind.of(key)).isEqualTo(KeyFileKind.PLAIN);
        assertThat(KeyFileKind.ofText("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----"))
                .isEqualTo(KeyFileKind.UNREADABLE);
        assertThat(KeyFileKind.ofText("PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\n"))
                .isEqualTo(KeyFileKind.PLAIN);
        assertThat(KeyFileKind.of(folder)).isEqualTo(KeyFileKind.UNREADABLE);
    }

    private Path rsa() throws Exception {
        var file = folder.resolve("rsa");
        if (!Files.exists(file)) {
            Home.run("ssh-keygen", "-q", "-t", "rsa", "-b", "2048", "-N", "", "-f", file.toString());
        }
        return file;
    }

    /** Laid out as OpenSSH's PROTOCOL.key says, with nothing in its private section. */
    private static String securityKey() throws IOException {
        var publicHalf = new ByteArrayOutputStream();
        string(publicHalf, "sk-ssh-ed25519@openssh.com".getBytes(StandardCharsets.US_ASCII));
        var file = new ByteArrayOutputStream();
        file.write("openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII));
        string(file, "none".getBytes(StandardCharsets.US_ASCII));
        string(file, "none".getBytes(StandardCharsets.US_ASCII));
        string(file, new byte[0]);
        new DataOutputStream(file).writeInt(1);
        string(file, publicHalf.toByteArray());
        string(file, new byte[64]);
        return "-----BEGIN OPENSSH PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(file.toByteArray())
                + "\n-----END OPENSSH PRIVATE KEY-----\n";
    }

    private static void string(ByteArrayOutputStream into, byte[] bytes) throws IOException {
        var data = new DataOutputStream(into);
        data.writeInt(bytes.length);
        data.write(bytes);
    }

    private static org.assertj.core.groups.Tuple tuple(Object... values) {
        return org.assertj.core.groups.Tuple.tuple(values);
    }

    private ResolvedHost resolve(String text, Map<String, String> variables) {
        return new SshResolver(home.environment(variables)).resolve(SshTarget.parse(text));
    }

    private SshTargetException failure(String text, Map<String, String> variables, Kind kind) {
        var thrown = catchThrowableOfType(SshTargetException.class, () -> resolve(text, variables));
        assertThat(thrown).isNotNull();
        assertThat(thrown.kind()).isEqualTo(kind);
        assertThat(thrown).hasMessageEndingWith(".");
        return thrown;
    }
}
