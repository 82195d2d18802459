package dev.slipway.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.Yaml;

/** docker-compose.yml as text, and as what it says. */
final class ComposeFile {
    static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

    private ComposeFile() {}

    static String text() throws IOException {
        return Files.readString(CHECKOUT.resolve("docker-compose.yml"));
    }

    static Map<String, Map<String, Object>> services() throws IOException {
        Map<String, Map<String, Map<String, Object>>> content = new Yaml().load(text());
        return content.getOrDefault("services", Map.of());
    }

    /** The environment of a service, as written. */
    static Map<String, String> environment(String service) throws IOException {
        var environment = new TreeMap<String, String>();
        if (service(service).get("environment") instanceof Map<?, ?> written) {
            written.forEach((name, value) -> environment.put(String.valueOf(name), String.valueOf(value)));
        }
        return environment;
    }

    /** The ports that a service publishes, as written. */
    static List<String> ports(String service) throws IOException {
        return service(service).get("ports") instanceof List<?> written
                ? written.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static Map<String, Object> service(String name) throws IOException {
        return services().getOrDefault(name, Map.of());
    }
}
