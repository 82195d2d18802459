package dev.slipway.testpods.simulated;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testpods.Ssh;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulated {@code uv} and {@code hf} answer as the real ones did: exit code and both outputs, command by command. */
@Timeout(60)
class CapturedAnswersTest {
    private static final SimulatedPod POD =
            SimulatedPod.start(PodOptions.defaults().withoutGpus());

    @BeforeAll
    static void prepare() {
        POD.hub().addRepository("org/small", Map.of("config.json", "{\"a\": 1}\n", "README.md", "hello\n"));
        POD.hub().addRepository("org/gated", Map.of("config.json", "{}\n"));
        POD.hub().makeGated("org/gated");
        Ssh.run(POD.login(), "uv venv hf && uv pip install --python hf/bin/python huggingface_hub");
    }

    @AfterAll
    static void stop() {
        POD.close();
    }

    static Stream<Answer> captured() throws IOException {
        return Stream.of("uv-0.13.9.txt", "hf-2.4.0.txt").flatMap(CapturedAnswersTest::read);
    }

    private static Stream<Answer> read(String file) {
        try (InputStream text = CapturedAnswersTest.class.getResourceAsStream("/captured/" + file)) {
            var blocks = new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(blocks.split("(?m)^=== ")).skip(1).map(Answer::parse);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    @ParameterizedTest
    @MethodSource("captured")
    void answersAsTheRealOne(Answer real) throws Exception {
        var ended = Ssh.ended(POD.login(), "PATH=$PATH:$HOME/hf/bin; " + real.command(), "");
        var home = POD.login().home().toString();
        var hub = POD.hub().endpoint();
        var simulated = new Answer(
                real.command(),
                ended.status(),
                ended.output().replace(home, "HOME").replace(hub, "HUB"),
                ended.error().replace(home, "HOME").replace(hub, "HUB"));
        assertThat(simulated.settled()).isEqualTo(real.settled());
    }

    /** One command and what came of it. */
    record Answer(String command, int status, String output, String error) {
        static Answer parse(String block) {
            var parts = block.split("\nexit |\n--- stdout\n|\n--- stderr\n?", -1);
            return new Answer(parts[0], Integer.parseInt(parts[1]), parts[2], parts[3]);
        }

        /** As one text, without what differs from run to run and from machine to machine. */
        String settled() {
            return "exit " + status + "\n" + settled(output) + "\n---\n" + settled(error);
        }

        private static String settled(String text) {
            return text.replace('\r', '\n')
                    .replaceAll("in \\d+ms", "in Nms")
                    .replaceAll("Python \\d+\\.\\d+\\.\\d+", "Python VERSION")
                    .replaceAll("interpreter at: \\S+", "interpreter at: PYTHON")
                    .replaceAll("lib/python\\d+\\.\\d+/", "lib/pythonV/")
                    .lines()
                    .filter(line ->
                            !line.isBlank() && !line.startsWith("Fetching ") && !line.startsWith("Activate with"))
                    .collect(joining("\n"));
        }

        @Override
        public String toString() {
            return command;
        }
    }
}
