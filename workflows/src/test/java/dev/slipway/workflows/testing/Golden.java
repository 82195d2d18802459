package dev.slipway.workflows.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of {@code src/test/resources}; {@code -Dslipway.write-golden=true} writes them anew, to be looked at in review. */
public final class Golden {
    private static final Path FOLDER = Path.of("src/test/resources");

    private Golden() {}

    public static void assertMatches(String file, String shown) {
        if (writing()) {
            write(file, shown);
        }
        assertThat(shown).as(file).isEqualTo(read(file));
    }

    public static boolean writing() {
        return Boolean.getBoolean("slipway.write-golden");
    }

    public static void write(String file, String content) {
        try {
            Path path = path(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String read(String file) {
        try {
            return Files.readString(path(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Path path(String file) {
        return FOLDER.resolve(file);
    }
}
