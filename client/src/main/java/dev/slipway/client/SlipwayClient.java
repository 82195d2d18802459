package dev.slipway.client;

import dev.slipway.client.catalogue.CatalogueModel;
import dev.slipway.client.service.Health;
import dev.slipway.client.service.Version;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * A Java client of the Slipway API.
 *
 * <pre>{@code
 * try (var slipway = SlipwayClient.connect(URI.create("http://127.0.0.1:8470"), token)) {
 *     Run run = slipway.pods().setUp("gpu-1", new SetUpPod("release", "auto", "auto"));
 *     try (RunEvents events = slipway.runs().events(run.id(), 0)) {
 *         events.forEachRemaining(event -> System.out.println(event.message()));
 *     }
 * }
 * }</pre>
 *
 * All methods block and are safe for use by several threads. A problem that the server answers is an {@link ApiException};
 * no answer is an {@link ApiUnreachableException}. Long operations answer a {@link dev.slipway.client.run.Run} at once.
 */
public final class SlipwayClient implements AutoCloseable {
    static final String BASE = "/api/v1";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Transport transport;

    private SlipwayClient(Transport transport) {
        this.transport = transport;
    }

    /**
     * Makes a client; nothing is connected before the first request.
     *
     * @param server {@code http://host:port}
     * @param token bearer token; empty for requests that need none
     */
    public static SlipwayClient connect(URI server, String token) {
        return connect(server, token, TIMEOUT);
    }

    /**
     * Makes a client with its own deadline.
     *
     * @param timeout how long the server may take until it begins to answer
     */
    public static SlipwayClient connect(URI server, String token, Duration timeout) {
        return new SlipwayClient(new Transport(server, token, timeout));
    }

    public PodsClient pods() {
        return new PodsClient(transport);
    }

    public ModelsClient models() {
        return new ModelsClient(transport);
    }

    public DeploymentsClient deployments() {
        return new DeploymentsClient(transport);
    }

    public RunsClient runs() {
        return new RunsClient(transport);
    }

    public TokensClient tokens() {
        return new TokensClient(transport);
    }

    /** Known models, and which of the pods each fits. */
    public List<CatalogueModel> catalogue() {
        return transport.list(BASE + "/catalogue", CatalogueModel.class);
    }

    /** Health of the service and its parts; needs no token. */
    public Health health() {
        return transport.getAnyStatus("/health", Health.class);
    }

    public Version version() {
        return transport.get(BASE + "/version", Version.class);
    }

    /** Breaks off what is under way. */
    @Override
    public void close() {
        transport.close();
    }
}
