package dev.slipway.config.catalogue;

import dev.slipway.config.settings.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The catalogue as a plain tree of maps, lists, texts and numbers, in the form of {@code known-models.schema.json}. The
 * types that it is mapped to are not of this module.
 *
 * @param tree what all files say together; an entry of the user replaces the built-in one of the same id
 */
public record Catalogue(Map<String, Object> tree) {
    private static final String BUILT_IN = "/catalogue/known-models.yaml";

    /**
     * Reads the built-in catalogue and the user's files.
     *
     * @param folder folder with more files ({@code *.yaml}, {@code *.yml}), read in the order of their names; may be missing
     * @throws SettingsException when a file cannot be read or does not have the form; the message names file and place
     */
    public static Catalogue load(Path folder) {
        var schema = new CatalogueSchema();
        var models = new LinkedHashMap<String, Object>();
        add(models, schema.check("the built-in catalogue", builtIn()));
        for (Path file : files(folder)) {
            add(models, schema.check("the catalogue file " + file, text(file)));
        }
        return new Catalogue(Map.of("version", 1, "models", List.copyOf(models.values())));
    }

    private static void add(Map<String, Object> models, Map<String, Object> tree) {
        for (Object each : (List<?>) tree.getOrDefault("models", List.of())) {
            Map<?, ?> model = (Map<?, ?>) each;
            models.put(String.valueOf(model.get("id")), model);
        }
    }

    private static String builtIn() {
        try (InputStream stream = Catalogue.class.getResourceAsStream(BUILT_IN)) {
            if (stream == null) {
                throw new IllegalStateException("the built-in catalogue is not in the archive");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return new ArrayList<>(entries.filter(Catalogue::isYaml).sorted().toList());
        } catch (IOException e) {
            throw new SettingsException("The catalogue folder " + folder + " cannot be read: check its permissions.");
        }
    }

    private static boolean isYaml(Path file) {
        String name = file.toString();
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new SettingsException("The catalogue file " + file + " cannot be read: check that it is UTF-8 text.");
        }
    }
}
