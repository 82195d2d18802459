package dev.slipway.cli.pod;

import dev.slipway.cli.outcome.ExitCode;
import dev.slipway.cli.outcome.Refusal;
import dev.slipway.cli.session.Session;
import dev.slipway.client.pod.Pod;
import dev.slipway.client.pod.PodAccess;
import dev.slipway.client.ssh.IdentityFile;
import dev.slipway.client.ssh.SshEnvironment;
import dev.slipway.client.ssh.SshResolver;
import dev.slipway.client.ssh.SshTarget;
import dev.slipway.client.ssh.SshTargetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Resolves, where the CLI runs, how a pod is reached: host aliases, keys, known host keys. */
final class PodTarget {
    private static final Path SYSTEM_FOLDER = Path.of("/etc/ssh");

    private final Session session;

    PodTarget(Session session) {
        this.session = session;
    }

    /** Registers a pod, which becomes the active one when it is the first. */
    Pod register(String name, String target, PodOptions options) {
        PodAccess access = access(target, options);
        Pod pod = session.client().pods().register(options.request(name, target, access, session.environment()));
        session.memory().activateFirst(session.serverKey(), pod.name());
        return pod;
    }

    private PodAccess access(String text, PodOptions options) {
        if (options.identity != null && options.identityOnServer != null) {
            throw Refusal.usage("--identity and --identity-on-server do not go together.", "Say one of them.");
        }
        try {
            SshTarget target = target(text, options);
            String onServer = options.identityOnServer;
            return onServer == null
                    ? resolver().resolve(target).access(key -> passPhrase(key, options))
                    : resolver()
                            .resolveWithoutIdentity(target)
                            .accessWithIdentityOnServer(onServer, key -> passPhrase(key, options));
        } catch (SshTargetException e) {
            throw refusal(e);
        }
    }

    private static SshTarget target(String text, PodOptions options) {
        SshTarget target = SshTarget.parse(text);
        if (options.identity != null) {
            target = target.withIdentityFile(options.identity.toAbsolutePath().toString());
        }
        return options.knownHosts == null ? target : knowing(target, options.knownHosts);
    }

    private static SshTarget knowing(SshTarget target, Path knownHosts) {
        if (!Files.isReadable(knownHosts)) {
            throw Refusal.usage(knownHosts + " cannot be read.", "Name a known_hosts file that is there and readable.");
        }
        return target.withKnownHostsFile(knownHosts.toAbsolutePath().toString());
    }

    /** Keys that a file knows for the pod. */
    List<String> hostKeys(Pod pod, Path knownHosts) {
        try {
            List<String> keys = resolver()
                    .resolveWithoutIdentity(knowing(SshTarget.parse(pod.target()), knownHosts))
                    .hostKeys();
            if (keys.isEmpty()) {
                throw Refusal.usage(
                        knownHosts + " has no key for " + pod.address() + ".",
                        "Add its line, or leave --known-hosts out to pin the key that the machine shows.");
            }
            return keys;
        } catch (SshTargetException e) {
            throw refusal(e);
        }
    }

    private SshResolver resolver() {
        return new SshResolver(new SshEnvironment(
                session.userHome(), System.getProperty("user.name"), session.environment(), SYSTEM_FOLDER));
    }

    private String passPhrase(IdentityFile key, PodOptions options) {
        if (options.passPhraseFile != null) {
            return firstLine(options.passPhraseFile);
        }
        if (!session.screen().interactive()) {
            throw new Refusal(
                    ExitCode.FAILED,
                    "IDENTITY_UNREADABLE",
                    "The key " + key.path() + " has a pass phrase, and without a terminal nobody can be asked for it.",
                    "Name a file that holds it with --passphrase-file.");
        }
        return session.screen()
                .askSecretly("Pass phrase of " + key.path() + ":")
                .orElseThrow(() -> Refusal.usage("No pass phrase was given.", "Repeat the command."));
    }

    private static String firstLine(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.findFirst().orElse("");
        } catch (IOException e) {
            throw Refusal.usage(file + " cannot be read.", "Name a file that is there and readable.");
        }
    }

    private static Refusal refusal(SshTargetException problem) {
        String sentence = String.valueOf(problem.getMessage());
        String code = problem.kind().code();
        return switch (problem.kind()) {
            case TARGET_INVALID, CONFIG_UNUSABLE ->
                new Refusal(
                        ExitCode.USAGE,
                        code,
                        sentence,
                        "Write it as user@host, user@host:port, ssh://user@host:port, a host of ~/.ssh/config, or the"
                                + " quoted ssh command line.");
            case IDENTITY_MISSING, IDENTITY_UNREADABLE ->
                new Refusal(ExitCode.FAILED, code, sentence, "Name a private key file with --identity.");
            case AGENT_ONLY, SECURITY_KEY ->
                new Refusal(
                        ExitCode.FAILED,
                        code,
                        sentence,
                        "Make one with `ssh-keygen -t ed25519`, put its public half on the pod, and name it with"
                                + " --identity.");
        };
    }
}
