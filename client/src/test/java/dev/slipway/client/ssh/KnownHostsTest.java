package dev.slipway.client.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines of {@code known_hosts}, in all their forms. */
class KnownHostsTest {
    @TempDir
    Path folder;

    @Test
    void namesPortsPatternsAndComments() throws Exception {
        var file = file("""
                # a comment
                one,two ssh-ed25519 AAAA1 somebody
                [one]:2222 ssh-ed25519 AAAA2
                *.example,!secret.example ssh-rsa AAAA3
                Mixed.Case ecdsa-sha2-nistp256 AAAA4
                192.0.2.1 ssh-ed25519 AAAA5

                broken-line
                one 1024 35 1234567890
                one sk-ssh-ed25519@openssh.com AAAA6
                """);
        assertThat(keys(file, "one", 22)).containsExactly("ssh-ed25519 AAAA1");
        assertThat(keys(file, "ONE", 22)).containsExactly("ssh-ed25519 AAAA1");
        assertThat(keys(file, "one", 2222)).containsExactly("ssh-ed25519 AAAA2");
        assertThat(keys(file, "two", 2222))
                .as("another port is another machine")
                .isEmpty();
        assertThat(keys(file, "a.example", 22)).containsExactly("ssh-rsa AAAA3");
        assertThat(keys(file, "secret.example", 22)).isEmpty();
        assertThat(keys(file, "mixed.case", 22)).containsExactly("ecdsa-sha2-nistp256 AAAA4");
        assertThat(keys(file, "192.0.2.1", 22)).containsExactly("ssh-ed25519 AAAA5");
        assertThat(keys(file, "unknown", 22)).isEmpty();
    }

    @Test
    void hashedNamesAsSshKeygenMakesThem() throws Exception {
        var file = file("""
                plain.example ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDzMQ4EgPIbv3dN5dCMBRCmDeGwfiM0WTeXYSxcQMTpL
                [10.0.0.7]:2222 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIK0wmN/Cr3JXqmLW7u+g9pTh+wyqDHpSQEIQczXkVx9q
                """);
        Home.run("ssh-keygen", "-H", "-f", file.toString());
        assertThat(Files.readString(file)).contains("|1|").doesNotContain("plain.example");
        assertThat(keys(file, "plain.example", 22))
                .hasSize(1)
                .first()
                .asString()
                .endsWith("QMTpL");
        assertThat(keys(file, "10.0.0.7", 2222)).hasSize(1).first().asString().endsWith("Vx9q");
        assertThat(keys(file, "10.0.0.7", 22)).isEmpty();
        assertThat(keys(file("|1|broken ssh-ed25519 AAAA\n|1|a|b ssh-ed25519 AAAA\n"), "x", 22))
                .isEmpty();
    }

    @Test
    void authoritiesAreKeptAndRevokedKeysAreNot() throws Exception {
        var file = file("""
                @cert-authority *.example ssh-ed25519 AAAACA
                @revoked * ssh-ed25519 AAAABAD
                a.example ssh-ed25519 AAAABAD
                a.example ssh-rsa AAAAGOOD
                @unknown a.example ssh-rsa AAAAODD
                """);
        assertThat(keys(file, "a.example", 22))
                .containsExactly("@cert-authority ssh-ed25519 AAAACA", "ssh-rsa AAAAGOOD");
    }

    @Test
    void severalFilesAddUpAndMissingOnesDoNotMatter() throws Exception {
        var first = file("one ssh-ed25519 AAAA1\n");
        var second = file("one ssh-ed25519 AAAA1\none ssh-rsa AAAA2\n");
        assertThat(KnownHosts.keys(List.of(first, folder.resolve("missing"), second), "one"))
                .containsExactly("ssh-ed25519 AAAA1", "ssh-rsa AAAA2");
    }

    private static List<String> keys(Path file, String host, int port) {
        return KnownHosts.keys(List.of(file), KnownHosts.name(host, port));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "known", ""), text);
    }
}
