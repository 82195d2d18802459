package dev.slipway.api.gateway;

import dev.slipway.api.access.Caller;
import dev.slipway.api.deployment.Deployments;
import dev.slipway.api.problem.ApiProblem;
import dev.slipway.config.secret.SecretBox;
import dev.slipway.store.deployment.DeploymentRow;
import dev.slipway.workflows.deployment.DeploymentStatus;
import dev.slipway.workflows.failure.FailureCode;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which deployment answers to a name, for whom. Read from the database at each request: a stop closes the way at once. */
@Singleton
class Routes {
    private final Deployments deployments;
    private final InFlight inFlight;
    private final SecretBox box;

    Routes(Deployments deployments, InFlight inFlight, SecretBox box) {
        this.deployments = deployments;
        this.inFlight = inFlight;
        this.box = box;
    }

    /** The deployments that a caller may use: all with a token of Slipway, else those whose key was sent. */
    List<DeploymentRow> visible(Caller caller) {
        List<DeploymentRow> all = deployments.all();
        if (caller.trusted()) {
            return all;
        }
        List<DeploymentRow> opened =
                all.stream().filter(row -> opens(caller, row)).toList();
        if (opened.isEmpty()) {
            throw new ApiProblem(
                    FailureCode.UNAUTHENTICATED, "The bearer is no token of Slipway and no key of a deployment.");
        }
        return opened;
    }

    /** The least busy server that answers to the name of a deployment or a model. */
    Route find(Caller caller, String name) {
        List<DeploymentRow> named = visible(caller).stream()
                .filter(row -> row.name().equals(name) || row.model().equals(name))
                .toList();
        if (named.isEmpty()) {
            throw new ApiProblem(FailureCode.MODEL_NOT_FOUND, "No deployment or model is named \"" + name + "\" here.");
        }
        return named.stream()
                .filter(row -> takesRequests(row.status()))
                .map(this::route)
                .flatMap(Optional::stream)
                .min(Comparator.comparingInt(
                        route -> inFlight.count(route.deployment().name())))
                .orElseThrow(() -> notReady(named.getFirst()));
    }

    /** Those that take requests. */
    List<Route> ready(Caller caller) {
        return visible(caller).stream()
                .filter(row -> takesRequests(row.status()))
                .map(this::route)
                .flatMap(Optional::stream)
                .toList();
    }

    String key(DeploymentRow row) {
        return box.openText(DeploymentRow.apiKeyContext(row.name()), row.apiKeySealed());
    }

    private Optional<Route> route(DeploymentRow row) {
        return deployments.server(row).map(server -> new Route(row, server));
    }

    private boolean opens(Caller caller, DeploymentRow row) {
        byte[] sent = caller.bearer().getBytes(StandardCharsets.UTF_8);
        return deployments
                .apiKey(row)
                .filter(key -> MessageDigest.isEqual(key.getBytes(StandardCharsets.UTF_8), sent))
                .isPresent();
    }

    /** An unhealthy one is tried: whoever marked it may have looked at a bad moment. */
    private static boolean takesRequests(DeploymentStatus status) {
        return switch (status) {
            case READY, UNHEALTHY -> true;
            case STARTING, DEAD, STOPPING, STOPPED, FAILED -> false;
        };
    }

    private static ApiProblem notReady(DeploymentRow row) {
        return new ApiProblem(
                FailureCode.DEPLOYMENT_NOT_READY,
                "The deployment " + row.name() + " takes no requests: it is " + row.status() + ".");
    }
}
