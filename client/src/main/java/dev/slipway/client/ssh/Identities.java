package dev.slipway.client.ssh;

import dev.slipway.client.ssh.SshTargetException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys that {@code ssh} would try for one machine, as far as they are files. */
final class Identities {
    /** In the order in which {@code ssh} tries them. */
    private static final List<String> USUAL =
            List.of("id_rsa", "id_ecdsa", "id_ecdsa_sk", "id_ed25519", "id_ed25519_sk", "id_dsa");

    private final String name;
    private final SshTarget target;
    private final Settings settings;
    private final Tokens tokens;
    private final Set<KeyFileKind> met = EnumSet.noneOf(KeyFileKind.class);

    Identities(String name, SshTarget target, Settings settings, Tokens tokens) {
        this.name = name;
        this.target = target;
        this.settings = settings;
        this.tokens = tokens;
    }

    /** @throws SshTargetException saying why there is none */
    List<IdentityFile> find() {
        var found = new ArrayList<IdentityFile>();
        for (var path : candidates()) {
            var kind = KeyFileKind.of(path);
            met.add(kind);
            switch (kind) {
                case PLAIN, ENCRYPTED ->
                    found.add(new IdentityFile(path, kind == KeyFileKind.ENCRYPTED, certificateOf(path)));
                case MISSING, UNREADABLE -> refuseIfAskedFor(path, kind);
                case SECURITY_KEY, PUBLIC_HALF -> {}
            }
        }
        if (found.isEmpty()) {
            throw none();
        }
        return found;
    }

    private List<Path> candidates() {
        var configured = settings.all("identityfile");
        if (configured.isEmpty()) {
            return USUAL.stream().map(file -> tokens.file("~/.ssh/" + file)).toList();
        }
        return configured.stream()
                .filter(value -> !value.equalsIgnoreCase("none"))
                .map(tokens::file)
                .map(Identities::privateHalf)
                .toList();
    }

    /** {@code IdentityFile id.pub} picks a key of the agent; its private half often lies beside it all the same. */
    private static Path privateHalf(Path path) {
        var text = path.toString();
        var beside = Path.of(text.endsWith(".pub") ? text.substring(0, text.length() - 4) : text);
        return Files.exists(beside) ? beside : path;
    }

    /** A file that the user names now must be there; one that a configuration names may be on other machines only. */
    private void refuseIfAskedFor(Path path, KeyFileKind kind) {
        var asked = target.settings().stream()
                .filter(setting -> setting.keyword().equals("identityfile"))
                .anyMatch(setting -> tokens.file(setting.value()).equals(path));
        if (asked) {
            var what = kind == KeyFileKind.MISSING ? "does not exist" : "is not a private key that can be read";
            throw new SshTargetException(Kind.IDENTITY_UNREADABLE, "The key file %s %s.".formatted(path, what));
        }
    }

    private @Nullable Path certificateOf(Path key) {
        var configured =
                settings.all("certificatefile").stream().map(tokens::file).filter(Files::exists);
        var beside = Path.of(key + "-cert.pub");
        return configured.findFirst().orElse(Files.exists(beside) ? beside : null);
    }

    private SshTargetException none() {
        if (met.contains(KeyFileKind.SECURITY_KEY)) {
            return new SshTargetException(
                    Kind.SECURITY_KEY,
                    "The key for %s lives on a security key, which needs a touch at every use: Slipway needs a key file of its own."
                            .formatted(name));
        }
        if (met.contains(KeyFileKind.PUBLIC_HALF) || tokens.environment().hasAgent() || hasOwnAgent()) {
            return new SshTargetException(
                    Kind.AGENT_ONLY,
                    "Only an agent has a key for %s, and Slipway works on without one: it needs a key file."
                            .formatted(name));
        }
        if (met.contains(KeyFileKind.UNREADABLE)) {
            return new SshTargetException(
                    Kind.IDENTITY_UNREADABLE, "None of the key files for %s can be read.".formatted(name));
        }
        return new SshTargetException(
                Kind.IDENTITY_MISSING, "There is no key for %s: name a key file with --identity.".formatted(name));
    }

    private boolean hasOwnAgent() {
        return settings.unlessNone("identityagent").isPresent();
    }
}
