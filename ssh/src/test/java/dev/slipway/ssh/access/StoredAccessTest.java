package dev.slipway.ssh.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.slipway.ssh.SshException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredAccessTest {
    private static final StoredAccess JUMP =
            new StoredAccess("j", "bastion", 22, "JUMPKEY", null, null, null, List.of("ssh-rsa J"), List.of());
    private static final StoredAccess ACCESS = new StoredAccess(
            "root", "pod", 2222, "PRIVATE", "phrase", null, null, List.of("ssh-ed25519 A"), List.of(JUMP));

    @Test
    void whatIsStoredIsReadBack() throws Exception {
        var read = StoredAccess.of(ACCESS.toBytes());

        assertThat(read).isEqualTo(ACCESS);
        assertThat(read.resolve("").hostKeys()).containsExactly("ssh-ed25519 A");
        assertThat(read.resolve("").jumps()).singleElement().satisfies(jump -> assertThat(jump.hostKeys())
                .containsExactly("ssh-rsa J"));
    }

    @Test
    void aPinnedHostKeyIsTheOnlyOneAccepted() throws Exception {
        assertThat(ACCESS.resolve("ssh-ed25519 PINNED").hostKeys()).containsExactly("ssh-ed25519 PINNED");
    }

    @Test
    void aKeyOnTheServerIsReadAtEachUse(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("key"), "FIRST");
        var access = new StoredAccess("u", "h", 22, null, null, null, file.toString(), List.of(), List.of());

        assertThat(access.resolve("").identity()).hasFieldOrPropertyWithValue("privateKey", "FIRST");
        Files.delete(file);
        assertThatExceptionOfType(SshException.class)
                .isThrownBy(() -> access.resolve(""))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(SshException.Kind.IDENTITY_UNREADABLE));
    }

    @Test
    void nothingSecretIsPrinted() {
        assertThat(ACCESS.toString()).doesNotContain("PRIVATE", "phrase");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> StoredAccess.of("{\"user\": PRIVATE}".getBytes(StandardCharsets.UTF_8)))
                .satisfies(e -> assertThat(e.toString()).doesNotContain("PRIVATE"))
                .withNoCause();
    }
}
