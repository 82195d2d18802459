package dev.slipway.config.catalogue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.slipway.config.settings.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads YAML as data only and holds it against the schema. */
final class CatalogueSchema {
    private static final String RESOURCE = "/catalogue/known-models.schema.json";
    private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};

    private final ObjectMapper mapper = new ObjectMapper();
    private final Schema schema = read();

    /**
     * Parses and checks one file.
     *
     * @param what the file, as it reads in a sentence
     * @throws SettingsException naming the file, the place in it and what is wrong there
     */
    Map<String, Object> check(String what, String yaml) {
        JsonNode tree = mapper.valueToTree(parse(what, yaml));
        for (Error error : schema.validate(tree)) {
            throw new SettingsException("In " + what + ", at " + place(error) + ": " + error.getMessage() + ".");
        }
        return mapper.convertValue(tree, TREE);
    }

    private static Object parse(String what, String yaml) {
        try {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        } catch (YAMLException e) {
            throw new SettingsException("In " + what + ": this is not YAML: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + ".");
        }
    }

    private static String place(Error error) {
        String place = error.getInstanceLocation().toString();
        return place.isEmpty() ? "the top" : place;
    }

    private static Schema read() {
        try (InputStream stream = CatalogueSchema.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException("the schema of the catalogue is not in the archive");
            }
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
