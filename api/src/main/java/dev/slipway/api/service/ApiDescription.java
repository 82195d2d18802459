package dev.slipway.api.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.api.problem.Problems;
import dev.slipway.client.Problem;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Completes the OpenAPI document that the compiler made of the controllers with what holds for all of them and stands in
 * none: how a failure is answered, and which fields of a request may be left out.
 */
final class ApiDescription {
    /** What must be given; all else of these has a default. */
    private static final Map<String, List<String>> REQUIRED = Map.ofEntries(
            Map.entry("CreateToken", List.of("name")),
            Map.entry("ExecCommand", List.of("command")),
            Map.entry("ModelReference", List.of("repo")),
            Map.entry("PodAccess", List.of("user", "host", "port")),
            Map.entry("PodKey", List.of("privateKey")),
            Map.entry("RegisterPod", List.of("name", "target", "access")),
            Map.entry("RemoveModel", List.of("repo")),
            Map.entry("SetUpPod", List.of()),
            Map.entry("StartDeployment", List.of("name", "pod", "model")),
            Map.entry("TrustPod", List.of()),
            Map.entry("UpdatePod", List.of()));

    private static final String PROBLEM = """
            {"type": "object", "description": "A failure (RFC 9457), with Slipway's code and remedy.",
             "required": ["type", "title", "status", "detail", "code", "remedy", "instance"],
             "properties": {"type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"},
              "detail": {"type": "string"}, "code": {"type": "string"}, "remedy": {"type": "string"},
              "instance": {"type": "string"}}}""";

    private static final String GATEWAY_ERROR = """
            {"type": "object", "description": "A failure, in the form of OpenAI.", "required": ["error"],
             "properties": {"error": {"type": "object", "required": ["message", "type", "code"],
              "properties": {"message": {"type": "string"}, "type": {"type": "string"}, "code": {"type": "string"}}}}}""";

    private static final JsonMapper JSON = new JsonMapper();

    private ApiDescription() {}

    /** The whole document. */
    static byte[] complete(byte[] compiled) throws IOException {
        ObjectNode document = (ObjectNode) JSON.readTree(compiled);
        ObjectNode schemas = document.withObject("/components/schemas");
        schemas.set("Problem", JSON.readTree(PROBLEM));
        schemas.set("GatewayError", JSON.readTree(GATEWAY_ERROR));
        REQUIRED.forEach((name, fields) -> require(schemas.withObject("/" + name), fields));
        // Whatever was found on the machine: the compiler knows no more of it than that it is a tree.
        schemas.withObject("/Pod/properties")
                .putObject("facts")
                .put("type", "object")
                .put("nullable", true);
        document.path("paths").properties().forEach(path -> path.getValue()
                .forEach(operation -> answers(path.getKey(), (ObjectNode) operation)));
        return JSON.writeValueAsBytes(document);
    }

    private static void require(ObjectNode schema, List<String> fields) {
        schema.remove("required");
        if (!fields.isEmpty()) {
            fields.forEach(schema.putArray("required")::add);
        }
    }

    private static void answers(String path, ObjectNode operation) {
        ObjectNode responses = operation.withObject("/responses");
        boolean gateway = path.startsWith(Problems.GATEWAY);
        ObjectNode failure = responses.putObject("default").put("description", "a failure");
        failure.putObject("content")
                .putObject(gateway ? "application/json" : Problem.MEDIA_TYPE)
                .putObject("schema")
                .put("$ref", "#/components/schemas/" + (gateway ? "GatewayError" : "Problem"));
        if (path.equals("/health")) {
            JsonNode healthy = responses.path("200").deepCopy();
            responses.set("503", healthy);
        }
    }
}
