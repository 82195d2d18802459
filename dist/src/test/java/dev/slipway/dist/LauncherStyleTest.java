package dev.slipway.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.config.settings.SettingKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The scripts themselves: clean, and in the bash of macOS. And the example of {@code .env}. */
class LauncherStyleTest {
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

    /** What bash 3.2 does not know. */
    private static final Pattern NEWER_BASH = Pattern.compile(
            "declare -A|local -n|mapfile|readarray|coproc|&>>|\\|&|\\$\\{\\w+(\\^|,,?\\})|printf '%\\(|wait -n"
                    + "|read -t 0?\\.|EPOCHSECONDS|BASHPID|\\$\\{\\w+@");

    @Test
    void shellcheckHasNothingToSay() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("shellcheck", "-x"));
        scripts().forEach(script -> command.add(CHECKOUT.relativize(script).toString()));
        Process process = new ProcessBuilder(command)
                .directory(CHECKOUT.toFile())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void nothingNeedsANewerBashThanThatOfMacOs() throws IOException {
        for (Path script : scripts()) {
            assertThat(NEWER_BASH.matcher(Files.readString(script)).results().map(found -> found.group()))
                    .as(script.toString())
                    .isEmpty();
        }
    }

    @Test
    void theExampleListsEverySetting() throws IOException {
        String example = Files.readString(CHECKOUT.resolve(".env.example"));
        for (SettingKey key : SettingKey.values()) {
            assertThat(example)
                    .contains("# " + key.documentation() + "\n#" + key.environmentVariable() + "=" + key.defaultValue()
                            + "\n");
        }
        assertThat(example).contains("#HF_TOKEN=", "#SLIPWAY_JAVA_OPTIONS=", "#SLIPWAY_AOT=");
    }

    private static List<Path> scripts() throws IOException {
        try (var pieces = Files.list(CHECKOUT.resolve("launcher"))) {
            List<Path> scripts = new ArrayList<>(pieces.sorted().toList());
            scripts.add(CHECKOUT.resolve("slipway"));
            return scripts;
        }
    }
}
