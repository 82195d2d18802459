package dev.slipway.ssh.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts as text. */
class JobScriptsTest {
    @ParameterizedTest
    @ValueSource(strings = {"dash -n", "bash --posix -n", "busybox sh -n"})
    void everyShellReadsThem(String shell) throws Exception {
        for (var script : files()) {
            assertThat(run(shell.split(" "), script)).isEmpty();
        }
    }

    @Test
    void shellcheckFindsNothing() throws Exception {
        for (var script : files()) {
            assertThat(run(new String[] {"shellcheck", "-x", "-s", "sh", "-P", "SCRIPTDIR"}, script))
                    .isEmpty();
        }
    }

    @Test
    void allAreLaidDownButTheOneThatDoesIt() throws Exception {
        var laidDown = new ArrayList<String>();
        var parameters = new JobScripts().namesAndTexts();
        for (var i = 0; i < parameters.size(); i += 2) {
            laidDown.add(parameters.get(i));
        }
        laidDown.add("prepare.sh");
        assertThat(files())
                .extracting(file -> file.getFileName().toString())
                .containsExactlyInAnyOrderElementsOf(laidDown);
    }

    @Test
    void theVersionIsThatOfTheirContent() {
        assertThat(new JobScripts().version()).matches("[0-9a-f]{12}").isEqualTo(new JobScripts().version());
    }

    private static List<Path> files() throws IOException {
        var any = Objects.requireNonNull(JobScripts.class.getResource("lib.sh"));
        try (var files = Files.list(Path.of(any.getPath()).getParent())) {
            return files.filter(file -> file.toString().endsWith(".sh")).toList();
        }
    }

    private static String run(String[] command, Path script) throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of(command));
        line.add(script.toString());
        var process = new ProcessBuilder(line).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? output : output + " failed";
    }
}
