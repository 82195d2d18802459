package dev.slipway.activities.pod;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parts that a look at a pod is made of, as resources of this package. */
final class LookScripts {
    private LookScripts() {}

    /** Parts in order, as one script. */
    static String joined(String... names) {
        return Stream.of(names).map(LookScripts::read).collect(Collectors.joining("\n"));
    }

    private static String read(String name) {
        try (InputStream stream = LookScripts.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is not in the archive");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
