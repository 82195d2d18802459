package dev.slipway.cli.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that write without pause and are killed at any moment: the memory is whole each time. */
class MemoryKillTest {
    private static final int ROUNDS = 8;

    @TempDir
    private Path folder;

    @Test
    void theFileIsAlwaysWhole() throws IOException, InterruptedException {
        List<String> warnings = new ArrayList<>();
        var memory = new Memory(folder, Clock.systemUTC(), warnings::add);
        for (int round = 0; round < ROUNDS; round++) {
            Process first = writer();
            Process second = writer();
            // Both have begun once they said so; then the kill comes at any moment of their writing.
            first.getInputStream().read();
            second.getInputStream().read();
            Thread.sleep(RandomGenerator.getDefault().nextInt(30));
            first.destroyForcibly();
            assertThat(memory.activePod("http://writer")).isPresent();
            memory.activate("http://test", "round-" + round);
            second.destroyForcibly();
            assertThat(first.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(memory.activePod("http://test")).contains("round-" + round);
        }
        assertThat(warnings).isEmpty();
    }

    private Process writer() throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Writes until it is killed. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) {
            var memory = new Memory(Path.of(arguments[0]), Clock.systemUTC(), System.err::println);
            for (int i = 0; ; i++) {
                memory.activate("http://writer", "pod-" + i);
                if (i == 0) {
                    System.out.println("begun");
                }
            }
        }
    }
}
