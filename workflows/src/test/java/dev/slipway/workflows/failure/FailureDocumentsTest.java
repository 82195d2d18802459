package dev.slipway.workflows.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/failures.md is the vocabulary, written out: run with {@code -Dslipway.write-docs=true} to write it anew. */
class FailureDocumentsTest {
    private static final Path DOCUMENT = Path.of("../docs/failures.md");

    @Test
    void theDocumentIsTheVocabulary() throws IOException {
        String expected = document();
        if (Boolean.getBoolean("slipway.write-docs")) {
            Files.writeString(DOCUMENT, expected);
        }
        assertThat(DOCUMENT).hasContent(expected);
    }

    private static String document() {
        return """
                # Failures

                Each way in which Slipway can fail has a code: the type of the failure in Temporal, the `code` of the API's problems, the word in brackets
                that the CLI prints. "Tried again" means that Temporal repeats the step by itself.

                | code | whose move | HTTP | tried again | what to do |
                |---|---|---|---|---|
                """
                + Arrays.stream(FailureCode.values())
                        .map(FailureDocumentsTest::row)
                        .collect(Collectors.joining());
    }

    private static String row(FailureCode code) {
        return "| `" + code + "` | " + code.category().name().toLowerCase(Locale.ROOT) + " | " + code.httpStatus()
                + " | " + (code.retryable() ? "yes" : "") + " | " + code.remedy() + " |\n";
    }
}
