package dev.slipway.config.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.config.settings.SettingsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretBoxTest {
    private final SecretBox box = new SecretBox(new SecretKeySpec(new byte[32], "AES"));

    @TempDir
    Path home;

    @Test
    void opensWhatItSealed() {
        byte[] sealed = box.sealText("pod/a/access", "hf_secret");
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("hf_secret");
        assertThat(box.openText("pod/a/access", sealed)).isEqualTo("hf_secret");
        assertThat(box.sealText("pod/a/access", "hf_secret")).isNotEqualTo(sealed);
    }

    @Test
    void refusesAnotherContextKeyOrByte() {
        byte[] sealed = box.sealText("pod/a/access", "x");
        assertThatThrownBy(() -> box.open("pod/b/access", sealed)).isInstanceOf(SecretBox.SecretUnreadable.class);
        byte[] otherKey = new byte[32];
        otherKey[0] = 1;
        assertThatThrownBy(() -> new SecretBox(new SecretKeySpec(otherKey, "AES")).open("pod/a/access", sealed))
                .isInstanceOf(SecretBox.SecretUnreadable.class);
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> box.open("pod/a/access", changed)).isInstanceOf(SecretBox.SecretUnreadable.class);
        }
        assertThatThrownBy(() -> box.open("pod/a/access", new byte[3])).isInstanceOf(SecretBox.SecretUnreadable.class);
    }

    @Test
    void theKeyFileIsMadeOnceAndIsPrivate() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            var futures = new HashSet<Future<SecretKey>>();
            for (int i = 0; i < 8; i++) {
                futures.add(threads.submit(() -> MasterKey.find("", home)));
            }
            Set<SecretKey> keys = new HashSet<>();
            for (var future : futures) {
                keys.add(future.get());
            }
            assertThat(keys).hasSize(1);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("master.key"))))
                .isEqualTo("rw-------");
        try (var files = Files.list(home)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void aKeyOfTheWrongFormIsToldWithoutShowingIt() throws IOException {
        assertThatThrownBy(() -> MasterKey.find("c2hvcnQ=", home))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("SLIPWAY_MASTER_KEY")
                .hasMessageNotContaining("c2hvcnQ");
        Files.writeString(home.resolve("master.key"), "nonsense!");
        assertThatThrownBy(() -> MasterKey.find("", home)).hasMessageContaining("master.key");
    }
}
