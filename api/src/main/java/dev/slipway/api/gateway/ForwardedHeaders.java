package dev.slipway.api.gateway;

import io.micronaut.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;

/** Which headers pass the gateway. What belongs to one connection does not, nor the caller's own credentials. */
final class ForwardedHeaders {
    private static final Set<String> KEPT_BACK = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "host",
            "content-length",
            "expect",
            "accept-encoding",
            "authorization",
            "cookie",
            "set-cookie",
            "server",
            "date");

    private ForwardedHeaders() {}

    static void ofRequest(HttpHeaders headers, BiConsumer<String, String> to) {
        headers.forEach((name, values) -> each(name, values, to));
    }

    static void ofResponse(java.net.http.HttpHeaders headers, BiConsumer<String, String> to) {
        headers.map().forEach((name, values) -> each(name, values, to));
    }

    private static void each(String name, List<String> values, BiConsumer<String, String> to) {
        if (!KEPT_BACK.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":")) {
            values.forEach(value -> to.accept(name, value));
        }
    }
}
