package dev.slipway.api.gateway;

import dev.slipway.api.access.Caller;
import dev.slipway.api.problem.ApiProblem;
import dev.slipway.ssh.SshException;
import dev.slipway.workflows.failure.FailureCode;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;

/** OpenAI's interface to all deployments: {@code model} names a deployment or a model. */
@Controller("/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
final class GatewayController {
    private static final long MILLIS = 1000;

    private final Gateway gateway;
    private final Routes routes;

    GatewayController(Gateway gateway, Routes routes) {
        this.gateway = gateway;
        this.routes = routes;
    }

    /** What can be named as {@code model} now: deployments, and the models that they serve. */
    @Get("/models")
    Map<String, Object> models(HttpRequest<?> request) {
        return Map.of("object", "list", "data", names(Caller.of(request)));
    }

    /** One of them, by the name of a deployment. */
    @Get("/models/{name}")
    Map<String, Object> deployment(HttpRequest<?> request, String name) {
        return find(request, name);
    }

    /** One of them, by the name of a model. */
    @Get("/models/{organisation}/{name}")
    Map<String, Object> model(HttpRequest<?> request, String organisation, String name) {
        return find(request, organisation + "/" + name);
    }

    private Map<String, Object> find(HttpRequest<?> request, String id) {
        return names(Caller.of(request)).stream()
                .filter(model -> id.equals(model.get("id")))
                .findFirst()
                .orElseThrow(() -> new ApiProblem(
                        FailureCode.MODEL_NOT_FOUND, "No deployment or model is named \"" + id + "\" here."));
    }

    /** Forwarded to the server of the model that the body names. */
    @Post(uris = {"/chat/completions", "/completions", "/embeddings", "/responses", "/rerank", "/score"})
    @Consumes(MediaType.ALL)
    @Produces(MediaType.ALL)
    MutableHttpResponse<Flux<byte[]>> forward(HttpRequest<?> request, @Body byte[] body)
            throws SshException, InterruptedException {
        return gateway.forward(request, body);
    }

    private List<Map<String, Object>> names(Caller caller) {
        List<Map<String, Object>> names = new ArrayList<>();
        for (Route route : routes.ready(caller)) {
            names.add(entry(route, route.deployment().name()));
            if (names.stream().noneMatch(name -> route.server().modelId().equals(name.get("id")))) {
                names.add(entry(route, route.server().modelId()));
            }
        }
        return names;
    }

    private static Map<String, Object> entry(Route route, String id) {
        return Map.of(
                "id",
                id,
                "object",
                "model",
                "created",
                route.server().readyAt() / MILLIS,
                "owned_by",
                "slipway",
                "root",
                route.deployment().model());
    }
}
