package dev.slipway.config.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.config.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CatalogueTest {
    @TempDir
    Path folder;

    @Test
    void theBuiltInCatalogueHasItsSchemasFormAndEachIdOnce() {
        List<Map<String, Object>> models = models(Catalogue.load(folder.resolve("missing")));

        assertThat(models)
                .hasSizeGreaterThan(20)
                .extracting(model -> model.get("id"))
                .doesNotHaveDuplicates();
    }

    @Test
    void aUsersEntryReplacesTheBuiltInOneAndANewOneIsAdded() throws IOException {
        Files.writeString(folder.resolve("mine.yaml"), """
                version: 1
                models:
                  - { id: openai/gpt-oss-20b, kind: chat, configurations: [{ gpuTypes: [T4], gpus: 1 }] }
                  - { id: my/model, kind: embed, configurations: [{ gpuTypes: [any], gpus: 1 }] }
                """);

        List<Map<String, Object>> models = models(Catalogue.load(folder));

        assertThat(models)
                .extracting(model -> model.get("id"))
                .contains("my/model")
                .doesNotHaveDuplicates();
        assertThat(models)
                .filteredOn(model -> "openai/gpt-oss-20b".equals(model.get("id")))
                .singleElement()
                .satisfies(model ->
                        assertThat(model.get("configurations")).asString().contains("T4"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            version: 1                                                                   | models
            { version: 2, models: [] }                                                   | version
            { version: 1, models: [{ id: nameless, kind: chat, configurations: [] }] }   | /models/0/id
            { version: 1, models: [{ id: a/b, kind: poem, configurations: [] }] }        | /models/0/kind
            { version: 1, models: [{ id: a/b, kind: chat, configurations: [], gpu: 1 }] }| gpu
            { version: 1, models: [{ id: a/b, kind: chat, configurations: [{ gpuTypes: [H100], gpus: one }] }] } | /gpus
            { version: 1, models: [{ id: a/b, kind: chat, configurations: [{ gpuTypes: [H100], gpus: 1, memoryPercent: 96 }] }] } | memoryPercent
            just text                                                                    | the top
            [unclosed                                                                  | not YAML
            """)
    void anotherFormIsRefusedWithFileAndPlace(String yaml, String place) throws IOException {
        Files.writeString(folder.resolve("wrong.yaml"), yaml);

        assertThatThrownBy(() -> Catalogue.load(folder))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("wrong.yaml")
                .hasMessageContaining(place);
    }

    @Test
    void aFileCannotMakeObjects() throws IOException {
        Files.writeString(folder.resolve("evil.yaml"), "!!javax.script.ScriptEngineManager [x]");

        assertThatThrownBy(() -> Catalogue.load(folder)).isInstanceOf(SettingsException.class);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> models(Catalogue catalogue) {
        return (List<Map<String, Object>>) catalogue.tree().getOrDefault("models", List.of());
    }
}
