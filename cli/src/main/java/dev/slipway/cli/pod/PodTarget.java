package dev.slipway.cli.pod;

import dev.slipway.cli.outcome.Refusal;
import dev.slipway.cli.session.Session;
import dev.slipway.client.pod.Pod;
import dev.slipway.client.pod.PodAccess;
import dev.slipway.client.pod.PodKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Resolves, where the CLI runs, how a pod is reached: host aliases, keys, known host keys. */
final class PodTarget {
    private static final Pattern PLAIN = Pattern.compile("(?:ssh://)?([^@\\s]+)@([^:\\s]+)(?::(\\d{1,5}))?");

    private final Session session;

    PodTarget(Session session) {
        this.session = session;
    }

    /** Registers a pod, which becomes the active one when it is the first. */
    Pod register(String name, String target, PodOptions options) {
        Pod pod = session.client().pods().register(options.request(name, target, access(target, options)));
        session.memory().activateFirst(session.serverKey(), pod.name());
        return pod;
    }

    private static PodAccess access(String target, PodOptions options) {
        Matcher matcher = PLAIN.matcher(target);
        if (!matcher.matches()) {
            throw Refusal.usage("\"" + target + "\" is not understood.", "Write it as user@host or user@host:port.");
        }
        int port = matcher.group(3) == null ? 22 : Integer.parseInt(matcher.group(3));
        Path identity = options.identity;
        return new PodAccess(
                matcher.group(1),
                matcher.group(2),
                port,
                identity == null ? null : new PodKey(read(identity), null, null),
                options.identityOnServer,
                List.of(),
                List.of());
    }

    /** Keys that a file knows for the pod's host. */
    List<String> hostKeys(Pod pod, Path knownHosts) {
        String host = pod.address().replaceAll("^.*@|:\\d+$", "");
        return read(knownHosts)
                .lines()
                .filter(line -> line.startsWith(host + " "))
                .map(line -> line.substring(host.length() + 1))
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw Refusal.usage(file + " cannot be read.", "Name a file that is there and readable.");
        }
    }
}
