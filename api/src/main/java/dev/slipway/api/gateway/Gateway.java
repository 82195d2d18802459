package dev.slipway.api.gateway;

import dev.slipway.api.access.Caller;
import dev.slipway.api.pod.PodLinks;
import dev.slipway.api.problem.ApiProblem;
import dev.slipway.ssh.SshException;
import dev.slipway.workflows.failure.FailureCode;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

/** Forwards one request to the server that answers to the model it names. */
@Singleton
class Gateway {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final Routes routes;
    private final PodLinks pods;
    private final Tunnels tunnels;
    private final Upstream upstream;
    private final InFlight inFlight;

    Gateway(Routes routes, PodLinks pods, Tunnels tunnels, Upstream upstream, InFlight inFlight) {
        this.routes = routes;
        this.pods = pods;
        this.tunnels = tunnels;
        this.upstream = upstream;
        this.inFlight = inFlight;
    }

    /** Answers as soon as the server begins to; its body goes on behind. */
    MutableHttpResponse<Flux<byte[]>> forward(HttpRequest<?> request, byte[] body)
            throws SshException, InterruptedException {
        ModelField model = ModelField.find(body);
        Route route = routes.find(Caller.of(request), model.name());
        byte[] sent = route.answersTo(model.name())
                ? body
                : model.replace(body, route.server().modelId());
        String name = route.deployment().name();
        Departure departure = Departure.of(request);
        java.net.http.HttpRequest translated = translated(request, route, sent);
        Runnable counted = inFlight.begin(name);
        Exchange exchange = upstream.send(translated, () -> {
            departure.forget();
            counted.run();
        });
        departure.then(exchange::abandon);
        try {
            return answer(exchange);
        } catch (IOException e) {
            LOG.warn("the server of {} did not answer: {}", name, e.toString());
            throw new ApiProblem(FailureCode.UPSTREAM_FAILED, "The server of " + name + " did not answer.");
        } catch (CancellationException e) {
            // Nobody reads this.
            throw new ApiProblem(FailureCode.CANCELLED, "The caller went away.");
        }
    }

    private java.net.http.HttpRequest translated(HttpRequest<?> request, Route route, byte[] body) throws SshException {
        int port = tunnels.localPort(
                pods.open(route.deployment().pod()), route.server().port());
        var translated = java.net.http.HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + request.getPath()))
                .POST(java.net.http.HttpRequest.BodyPublishers.ofByteArray(body));
        ForwardedHeaders.ofRequest(request.getHeaders(), translated::header);
        return translated
                .setHeader("Authorization", "Bearer " + routes.key(route.deployment()))
                .build();
    }

    private static MutableHttpResponse<Flux<byte[]>> answer(Exchange exchange)
            throws IOException, InterruptedException {
        java.net.http.HttpResponse<?> begun = exchange.begin();
        MutableHttpResponse<Flux<byte[]>> response = HttpResponse.status(begun.statusCode(), "");
        ForwardedHeaders.ofResponse(begun.headers(), response::header);
        return response.body(exchange.body());
    }
}
