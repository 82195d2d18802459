package dev.slipway.testpods.openssh;

import dev.slipway.testpods.process.PodFolder;
import dev.slipway.testpods.process.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Lays down a home: its folder, key, environment file and the line of {@code authorized_keys}. */
final class PodHome {
    private static final String SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final HomeSpec spec;
    private final Path home;
    private final KeyPair key;

    private PodHome(HomeSpec spec, Path home, KeyPair key) {
        this.spec = spec;
        this.home = home;
        this.key = key;
    }

    static PodHome create(HomeSpec spec, Path folder) {
        var home = PodFolder.create(folder.resolve("homes").resolve(spec.name()));
        var key = KeyPair.generate(folder.resolve("keys").resolve(spec.name()), spec.keyType(), spec.passphrase());
        var made = new PodHome(spec, home, key);
        PodFolder.create(home.resolve("bin"));
        if (spec.usesBusybox()) {
            Tool.run(
                    "busybox",
                    "--install",
                    "-s",
                    PodFolder.create(home.resolve("busybox")).toString());
        }
        made.writeEnvironment();
        return made;
    }

    /** Permits a key to log in to this home. */
    String authorizedLine(KeyPair pair, Path podshell, String marker) {
        var command = new ArrayList<>(List.of(podshell.toString(), marker, spec.name(), home.toString()));
        command.addAll(spec.shell());
        command.set(4, whereIs(spec.shell().getFirst()));
        return "command=\"%s\",restrict,pty,port-forwarding %s %s\n"
                .formatted(String.join(" ", command), pair.publicKey(), spec.name());
    }

    KeyPair key() {
        return key;
    }

    Path folder() {
        return home;
    }

    String name() {
        return spec.name();
    }

    private void writeEnvironment() {
        var variables = new TreeMap<>(spec.environment());
        variables.putIfAbsent("PATH", path());
        var text = new StringBuilder("# environment of every command on this pod\n");
        variables.forEach((variable, value) -> text.append("export %s=%s\n".formatted(variable, quoted(value))));
        PodFolder.write(home.resolve(".podenv"), text.toString());
    }

    private String path() {
        return home.resolve("bin") + ":" + (spec.usesBusybox() ? home.resolve("busybox") : SYSTEM_PATH);
    }

    /** The pod's own PATH need not have its shell. */
    private static String whereIs(String program) {
        return Tool.run("sh", "-c", "command -v \"$1\"", "sh", program).strip();
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }
}
