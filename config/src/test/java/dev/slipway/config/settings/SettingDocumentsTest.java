package dev.slipway.config.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/configuration.md is the table of keys, written out: run with {@code -Dslipway.write-docs=true} to write it anew. */
class SettingDocumentsTest {
    private static final Path DOCUMENT = Path.of("../docs/configuration.md");

    @Test
    void theDocumentIsTheTable() throws IOException {
        String expected = document();
        if (Boolean.getBoolean("slipway.write-docs")) {
            Files.writeString(DOCUMENT, expected);
        }
        assertThat(DOCUMENT).hasContent(expected);
    }

    private static String document() {
        return """
                # Configuration

                Both processes and the launcher read environment variables; the launcher also reads `.env`. `slipway.properties` in the home folder
                holds the same keys in lower case with dots (`SLIPWAY_API_PORT` is `api.port`); the environment wins. An unknown key is refused.
                `HF_TOKEN` in the worker's environment is the token of the Hugging Face Hub.

                | variable | default | what it is |
                |---|---|---|
                """
                + Arrays.stream(SettingKey.values())
                        .map(SettingDocumentsTest::row)
                        .collect(Collectors.joining());
    }

    private static String row(SettingKey key) {
        String shown = key.defaultValue().isEmpty() ? "" : "`" + key.defaultValue() + "`";
        return "| `" + key.environmentVariable() + "` | " + shown + " | " + key.documentation() + " |\n";
    }
}
