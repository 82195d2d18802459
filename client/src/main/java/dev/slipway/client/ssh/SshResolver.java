package dev.slipway.client.ssh;

import dev.slipway.client.ssh.SshTargetException.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds out what {@code ssh} would do for a target: address, user, keys, known host keys and jumps. */
public final class SshResolver {
    private static final int MOST_JUMPS = 8;
    private static final String USER_KNOWN_HOSTS = "~/.ssh/known_hosts ~/.ssh/known_hosts2";

    private final SshEnvironment environment;

    public SshResolver(SshEnvironment environment) {
        this.environment = environment;
    }

    /**
     * With the keys for every machine on the way.
     *
     * @throws SshTargetException where something is missing or cannot be done, in one sentence
     */
    public ResolvedHost resolve(SshTarget target) {
        return resolve(target, true, true, 0);
    }

    /** Without a key for the machine itself, which lies on the server; jumps still need theirs. */
    public ResolvedHost resolveWithoutIdentity(SshTarget target) {
        return resolve(target, false, true, 0);
    }

    private ResolvedHost resolve(SshTarget target, boolean needsIdentity, boolean mayJump, int depth) {
        if (depth > MOST_JUMPS) {
            throw unusable("The jumps to %s go round in a circle.".formatted(target.host()));
        }
        var settings = ConfigReader.read(environment, target);
        var port = settings.first("port")
                .map(text -> Integer.parseInt(HostText.port(text, text).value()))
                .orElse(22);
        var user = settings.first("user").orElse(environment.user());
        var host = hostName(settings, target.host());
        var tokens = Tokens.of(environment, target.host(), host, user, port);
        var jumps = mayJump ? jumps(target, settings, tokens, depth) : List.<ResolvedHost>of();
        var identities = needsIdentity
                ? new Identities(user + "@" + host, target, settings, tokens).find()
                : List.<IdentityFile>of();
        return new ResolvedHost(user, host, port, identities, hostKeys(settings, tokens, host, port), jumps);
    }

    private static String hostName(Settings settings, String alias) {
        var name = settings.first("hostname").orElse(alias).replace("%h", alias).replace("%%", "%");
        return HostText.parse(name.contains(":") ? "[" + name + "]" : name).host();
    }

    private List<String> hostKeys(Settings settings, Tokens tokens, String host, int port) {
        var files = new ArrayList<Path>();
        var system = environment.systemFolder();
        var global = "\"%s/ssh_known_hosts\" \"%s/ssh_known_hosts2\"".formatted(system, system);
        for (var list : List.of(
                settings.first("userknownhostsfile").orElse(USER_KNOWN_HOSTS),
                settings.first("globalknownhostsfile").orElse(global))) {
            Words.ofConfigLine(list).stream()
                    .filter(file -> !file.equalsIgnoreCase("none"))
                    .map(tokens::file)
                    .forEach(files::add);
        }
        var name = settings.first("hostkeyalias").map(tokens::expand).orElse(KnownHosts.name(host, port));
        return KnownHosts.keys(files, name);
    }

    /** The first jump may itself need jumps; the others are reached through the ones before them. */
    private List<ResolvedHost> jumps(SshTarget target, Settings settings, Tokens tokens, int depth) {
        var jumps = new ArrayList<ResolvedHost>();
        for (var hop : hops(target, settings, tokens)) {
            var first = jumps.isEmpty();
            var resolved = resolve(hop, true, first && !hop.host().equals(target.host()), depth + 1);
            jumps.addAll(resolved.jumps());
            jumps.add(withoutJumps(resolved));
        }
        return jumps;
    }

    private static List<SshTarget> hops(SshTarget target, Settings settings, Tokens tokens) {
        var command = settings.unlessNone("proxycommand");
        if (command.isPresent()) {
            return List.of(fromProxyCommand(command.get(), target.host()));
        }
        var jump = settings.unlessNone("proxyjump").map(tokens::expand);
        if (jump.isEmpty() || jump.get().equals(target.host())) {
            // `Host *` with a jump means the jump itself too, which is reached directly.
            return List.of();
        }
        return List.of(jump.get().split(",")).stream().map(SshTarget::parse).toList();
    }

    /** How a jump was written before there was ProxyJump. */
    private static SshTarget fromProxyCommand(String command, String alias) {
        if (command.matches("(exec +)?(\\S*/)?ssh .*-W *\"?(\\[%h]|%h):%p\"?.*")) {
            return SshTarget.parse(command.replaceFirst("^exec +", ""));
        }
        throw unusable("%s is reached by a ProxyCommand, which Slipway does not run: use ProxyJump.".formatted(alias));
    }

    private static ResolvedHost withoutJumps(ResolvedHost host) {
        return new ResolvedHost(host.user(), host.host(), host.port(), host.identities(), host.hostKeys(), List.of());
    }

    private static SshTargetException unusable(String message) {
        return new SshTargetException(Kind.CONFIG_UNUSABLE, message);
    }
}
