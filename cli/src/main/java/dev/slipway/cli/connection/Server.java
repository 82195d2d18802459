package dev.slipway.cli.connection;

import dev.slipway.cli.outcome.Refusal;
import dev.slipway.cli.screen.ShellText;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The API that the command talks to.
 *
 * @param address {@code http://host:port}
 * @param token bearer token; empty when none was found
 * @param tokenShell the same as words of a shell, which tell where it stands and not what it is
 */
public record Server(URI address, String token, String tokenShell) {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    /**
     * Options win over the environment, which wins over what {@code slipway up} left behind.
     *
     * @throws Refusal for an address that is none
     */
    public static Server find(
            Map<String, String> environment, Path home, @Nullable String address, @Nullable String token) {
        String given = address != null ? address : environment.getOrDefault("SLIPWAY_SERVER", "");
        URI server = given.isBlank() ? local(environment) : parse(given.strip());
        if (token != null) {
            return new Server(server, sendable(token), "$SLIPWAY_TOKEN");
        }
        String exported = environment.getOrDefault("SLIPWAY_TOKEN", "").strip();
        if (!exported.isEmpty()) {
            return new Server(server, sendable(exported), "$SLIPWAY_TOKEN");
        }
        Path file = home.resolve("token");
        return new Server(
                server,
                mayHaveLocalToken(given, server) ? sendable(read(file)) : "",
                "$(cat " + ShellText.word(file.toString()) + ")");
    }

    /** The local token is for the local API alone: it is never sent to a server that was named. */
    private static boolean mayHaveLocalToken(String given, URI server) {
        return given.isBlank() || LOOPBACK.contains(server.getHost());
    }

    private static URI local(Map<String, String> environment) {
        String host = environment.getOrDefault("SLIPWAY_API_HOST", "");
        String port = environment.getOrDefault("SLIPWAY_API_PORT", "");
        return parse("http://" + reachable(host) + ":" + (port.isBlank() ? "8080" : port));
    }

    /** The address to connect to, where the API listens on {@code host}. */
    private static String reachable(String host) {
        return switch (host) {
            case "", "0.0.0.0", "::" -> "127.0.0.1";
            default -> host.contains(":") ? "[" + host + "]" : host;
        };
    }

    private static URI parse(String address) {
        String whole = address.contains("://") ? address : "http://" + address;
        try {
            URI uri = URI.create(whole.endsWith("/") ? whole.substring(0, whole.length() - 1) : whole);
            if (uri.getHost() != null && Set.of("http", "https").contains(uri.getScheme())) {
                return uri;
            }
        } catch (IllegalArgumentException ignored) {
            // told below
        }
        throw Refusal.usage(
                "\"" + address + "\" is not the address of a server.", "Write it as http://host:port or https://host.");
    }

    /** What can stand in a header; the token itself is not told. */
    private static String sendable(String token) {
        if (token.chars().allMatch(each -> each > ' ' && each < 0x7f)) {
            return token;
        }
        throw Refusal.usage(
                "The access token has characters that no token has.", "Copy it again from where it was made.");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "Server[" + address + "]";
    }
}
