package dev.slipway.testpods;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testpods.process.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The shell scripts of this module pass shellcheck. */
class ScriptsTest {
    private static final Path RESOURCES = Path.of("src/main/resources");

    @Test
    void shellScriptsAreClean() throws IOException {
        var command = new ArrayList<>(List.of("shellcheck"));
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            files.filter(Files::isRegularFile)
                    .filter(ScriptsTest::isShell)
                    .map(Path::toString)
                    .forEach(command::add);
        }
        assertThat(command).hasSizeGreaterThan(5);
        assertThat(Tool.run(command.toArray(String[]::new))).isEmpty();
    }

    private static boolean isShell(Path file) {
        try (Stream<String> lines = Files.lines(file, java.nio.charset.StandardCharsets.ISO_8859_1)) {
            return lines.findFirst().orElse("").equals("#!/bin/sh");
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
