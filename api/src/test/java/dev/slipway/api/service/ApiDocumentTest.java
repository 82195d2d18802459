package dev.slipway.api.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.api.testing.TestApi;
import dev.slipway.api.testing.TestTemporal;
import dev.slipway.client.JsonCodec;
import dev.slipway.client.Problem;
import dev.slipway.client.deployment.StartDeployment;
import dev.slipway.client.model.ModelReference;
import dev.slipway.client.model.RemoveModel;
import dev.slipway.client.pod.ExecCommand;
import dev.slipway.client.pod.PodAccess;
import dev.slipway.client.pod.PodKey;
import dev.slipway.client.pod.RegisterPod;
import dev.slipway.client.pod.SetUpPod;
import dev.slipway.client.pod.TrustPod;
import dev.slipway.client.pod.UpdatePod;
import dev.slipway.client.token.CreateToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/api.md has every route of the description and no other, each with an example that can be read. */
class ApiDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/api.md");
    private static final Pattern HEADING = Pattern.compile("(?m)^### `([A-Z]+ /[^`]*)`$");
    private static final Pattern EXAMPLE = Pattern.compile("```http\n(.*?)\n```", Pattern.DOTALL);
    /** Bodies are read as the API reads them: an unknown field is refused. */
    private static final Map<String, Class<?>> BODIES = Map.of(
            "POST /api/v1/pods", RegisterPod.class,
            "POST /api/v1/pods/{pod}/setup", SetUpPod.class,
            "POST /api/v1/pods/{pod}/exec", ExecCommand.class,
            "POST /api/v1/pods/{pod}/pull", ModelReference.class,
            "POST /api/v1/pods/{pod}/models/verify", ModelReference.class,
            "DELETE /api/v1/pods/{pod}/models", RemoveModel.class,
            "POST /api/v1/deployments", StartDeployment.class);

    private static final List<Class<? extends Record>> REQUESTS = List.of(
            CreateToken.class,
            ExecCommand.class,
            ModelReference.class,
            PodAccess.class,
            PodKey.class,
            RegisterPod.class,
            RemoveModel.class,
            SetUpPod.class,
            StartDeployment.class,
            TrustPod.class,
            UpdatePod.class);

    private record Section(String route, List<String> examples) {
        String request() {
            return examples.getFirst();
        }

        String answer() {
            return examples.getLast();
        }

        @Override
        public String toString() {
            return route;
        }
    }

    @Test
    void everyRouteHasItsSectionAndEverySectionItsRoute() {
        try (var temporal = TestTemporal.absent();
                var api = TestApi.start(temporal)) {
            JsonNode paths = JsonCodec.read(api.send("GET", "/openapi.json", "").body(), JsonNode.class)
                    .path("paths");

            assertThat(sections().map(Section::route)).containsExactlyInAnyOrderElementsOf(routes(paths));
        }
    }

    /** The page is held to what is really answered; the description to the page. */
    @Test
    void theDescriptionTellsHowEachRouteAnswersAndWhatItNeeds() {
        try (var temporal = TestTemporal.absent();
                var api = TestApi.start(temporal)) {
            JsonNode document =
                    JsonCodec.read(api.send("GET", "/openapi.json", "").body(), JsonNode.class);

            sections().forEach(section -> answers(section, operation(document, section.route())));
            JsonNode schemas = document.path("components").path("schemas");
            assertThat(names(schemas.path("Problem").path("properties")))
                    .containsExactlyElementsOf(fieldsOf(Problem.class));
            REQUESTS.forEach(form -> needs(schemas, form));
            assertThat(schemas.at("/Pod/properties/facts/type").asText()).isEqualTo("object");
            assertThat(operation(document, "GET /api/v1/runs")
                            .at("/parameters/0/required")
                            .asBoolean(false))
                    .isFalse();
        }
    }

    private static JsonNode operation(JsonNode document, String route) {
        String[] words = route.split(" ");
        return document.path("paths").path(words[1]).path(words[0].toLowerCase(Locale.ROOT));
    }

    private static void answers(Section section, JsonNode operation) {
        boolean gateway = section.route().contains(" /v1/");
        JsonNode responses = operation.path("responses");

        assertThat(names(responses))
                .as(section.route())
                .contains(section.answer().split(" ")[0], "default");
        assertThat(responses
                        .path("default")
                        .path("content")
                        .path(gateway ? "application/json" : Problem.MEDIA_TYPE)
                        .at("/schema/$ref")
                        .asText())
                .as(section.route())
                .isEqualTo("#/components/schemas/" + (gateway ? "GatewayError" : "Problem"));
    }

    /** A field is needed when reading a body without it leaves a hole: no default, and not said to be absent at times. */
    private static void needs(JsonNode schemas, Class<? extends Record> form) {
        JsonNode schema = schemas.path(form.getSimpleName());
        Record empty = JsonCodec.read("{}", form);
        var needed = Stream.of(form.getRecordComponents())
                .filter(field -> value(field, empty) == null || isPort(form, field.getName()))
                .map(java.lang.reflect.RecordComponent::getName)
                .filter(name ->
                        !schema.path("properties").path(name).path("nullable").asBoolean(false))
                .toList();
        var told = new java.util.ArrayList<String>();
        schema.path("required").forEach(name -> told.add(name.asText()));

        assertThat(told).as(form.getSimpleName()).containsExactlyInAnyOrderElementsOf(needed);
    }

    /** The one number without a default. */
    private static boolean isPort(Class<?> form, String field) {
        return form == PodAccess.class && field.equals("port");
    }

    private static @Nullable Object value(java.lang.reflect.RecordComponent field, Record record) {
        try {
            return field.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sections")
    void anExampleIsARequestAndItsAnswer(Section section) {
        String method = section.route().split(" ")[0];
        String path = section.route().split(" ")[1].replaceAll("\\{[^}]*}", "[^/?]+");

        assertThat(section.examples()).hasSize(2);
        assertThat(section.request().lines().findFirst().orElse("")).matches(method + " " + path + "(\\?.*)?");
        assertThat(section.answer()).matches(Pattern.compile("20[0-4] .*", Pattern.DOTALL));
        section.examples().forEach(example -> readable(section.route(), example));
    }

    private static void readable(String route, String example) {
        int gap = example.indexOf("\n\n");
        String body = gap < 0 ? "" : example.substring(gap).strip();
        if (!body.startsWith("{") && !body.startsWith("[")) {
            return;
        }
        JsonCodec.read(body, JsonNode.class);
        Class<?> form = BODIES.get(route);
        if (form != null && example.startsWith(route.split(" ")[0])) {
            assertThat(fieldsOf(form)).containsAll(names(body));
            JsonCodec.read(body, form);
        }
    }

    private static List<String> names(String body) {
        return names(JsonCodec.read(body, JsonNode.class));
    }

    private static List<String> names(JsonNode object) {
        var names = new java.util.ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> fieldsOf(Class<?> form) {
        return Stream.of(form.getRecordComponents())
                .map(java.lang.reflect.RecordComponent::getName)
                .toList();
    }

    private static List<String> routes(JsonNode paths) {
        var routes = new TreeMap<String, String>();
        paths.properties().forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
            String route = method.toUpperCase(Locale.ROOT) + " " + path.getKey();
            routes.put(route, route);
        }));
        return List.copyOf(routes.keySet());
    }

    static Stream<Section> sections() {
        String text;
        try {
            text = Files.readString(DOCUMENT);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        var headings = HEADING.matcher(text).results().toList();
        return Stream.iterate(0, i -> i < headings.size(), i -> i + 1).map(i -> {
            int end = i + 1 < headings.size() ? headings.get(i + 1).start() : text.length();
            String body = text.substring(headings.get(i).end(), end);
            return new Section(
                    headings.get(i).group(1),
                    EXAMPLE.matcher(body).results().map(found -> found.group(1)).toList());
        });
    }
}
