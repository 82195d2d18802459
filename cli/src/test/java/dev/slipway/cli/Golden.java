package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares with a file of {@code src/test/resources/golden}; {@code -Dslipway.write-golden=true} writes them anew, to be looked at. */
public final class Golden {
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    private Golden() {}

    public static void assertMatches(String name, String shown) {
        Path file = FOLDER.resolve(name + ".txt");
        try {
            if (Boolean.getBoolean("slipway.write-golden")) {
                Files.createDirectories(FOLDER);
                Files.writeString(file, shown);
            }
            assertThat(shown).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
