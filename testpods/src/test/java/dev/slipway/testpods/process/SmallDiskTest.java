package dev.slipway.testpods.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallDiskTest {
    @TempDir
    Path folder;

    @Test
    void runsFullForReal() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "mounting needs root");
        try (var disk = SmallDisk.mount(folder.resolve("disk"), 8)) {
            disk.leaveFree(1 << 20);
            var file = folder.resolve("disk/file");
            assertThatThrownBy(() -> Files.write(file, new byte[2 << 20])).hasMessageContaining("No space left");
            disk.leaveFree(4 << 20);
            Files.write(file, new byte[2 << 20]);
            assertThat(Files.size(file)).isEqualTo(2 << 20);
        }
        assertThat(folder.resolve("disk")).isEmptyDirectory();
    }
}
