package dev.slipway.cli.pod;

import dev.slipway.cli.outcome.Refusal;
import dev.slipway.client.pod.PodAccess;
import dev.slipway.client.pod.RegisterPod;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a pod is registered: what {@code pods add} and {@code pods setup NAME SSH} have in common. */
final class PodOptions {
    private static final String SSH_MODE = "shell";

    @Option(
            names = "--identity",
            paramLabel = "FILE",
            description = "Private key; it is sent to the server and stored encrypted.")
    @Nullable
    Path identity;

    @Option(
            names = "--identity-on-server",
            paramLabel = "PATH",
            description = "Private key that api and worker read themselves.")
    @Nullable
    String identityOnServer;

    @Option(
            names = "--known-hosts",
            paramLabel = "FILE",
            description = "Host keys to trust; ~/.ssh/known_hosts by default.")
    @Nullable
    Path knownHosts;

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "File with the key's pass phrase; asked for on a terminal.")
    @Nullable
    Path passPhraseFile;

    @Option(
            names = "--env",
            paramLabel = "KEY=VALUE",
            description = "Variable for everything on the pod; may be repeated.")
    Map<String, String> environment = new LinkedHashMap<>();

    @Option(
            names = "--secret-env",
            paramLabel = "KEY[=VALUE]",
            mapFallbackValue = "",
            description = "The same, stored encrypted; without a value it is taken from this environment.")
    Map<String, String> secretEnvironment = new LinkedHashMap<>();

    @Option(
            names = "--root",
            paramLabel = "DIR",
            description = "Folder for Slipway's state on the pod; ~/.slipway by default.")
    String root = "~/.slipway";

    @Option(names = "--mount", paramLabel = "COMMAND", description = "Command that mounts the storage of models.")
    String mount = "";

    @Option(names = "--models-path", paramLabel = "DIR", description = "Folder for models on the pod.")
    String modelsPath = "";

    @Option(names = "--shared", description = "Register although the same machine is known under another name.")
    boolean shared;

    /** The request; secret variables without a value are taken from {@code surroundings}. */
    RegisterPod request(String name, String target, PodAccess access, Map<String, String> surroundings) {
        var secrets = new LinkedHashMap<String, String>();
        secretEnvironment.forEach((key, value) -> secrets.put(key, value.isEmpty() ? taken(key, surroundings) : value));
        return new RegisterPod(name, target, access, SSH_MODE, root, mount, modelsPath, environment, secrets, shared);
    }

    private static String taken(String key, Map<String, String> surroundings) {
        String value = surroundings.getOrDefault(key, "");
        if (value.isEmpty()) {
            throw Refusal.usage(
                    "The variable " + key + " is not set here.", "Export it, or write --secret-env KEY=VALUE.");
        }
        return value;
    }
}
