package dev.slipway.activities.deployment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Programs that run on the pod, as resources of this package. */
final class PodPrograms {
    /** Python, {@code PORT JOB NAME KIND}, the key on standard input: waits until a server is ready. */
    static final String READY = text("ready.py");

    /** Python, {@code PORT SECONDS}: waits until no request is in flight. */
    static final String DRAIN = text("drain.py");

    /** Shell, {@code SECONDS UUID...}: waits until GPU memory is back. */
    static final String MEMORY = text("memory.sh");

    /** Shell, {@code FOLDER}: prints the vLLM version of a runtime; exit code 44 when there is none. */
    static final String VERSION = """
            [ -x "$1/bin/python" ] && [ -x "$1/bin/vllm" ] || exit 44
            for info in "$1"/lib/python3*/site-packages/vllm-*.dist-info; do
              [ -d "$info" ] || continue
              info=${info##*/vllm-}
              printf '%s\\n' "${info%.dist-info}"
              break
            done
            """;

    private PodPrograms() {}

    private static String text(String name) {
        try (InputStream resource = PodPrograms.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException("the program " + name + " is missing");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
