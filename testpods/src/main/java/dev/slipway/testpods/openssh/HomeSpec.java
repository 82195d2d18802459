package dev.slipway.testpods.openssh;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A home to make on a {@link RealSshd}.
 *
 * @param name its name: letters, digits, {@code -} and {@code _}
 * @param keyType kind of the key that logs in
 * @param passphrase pass phrase of that key, or empty
 * @param shell the shell that runs commands, for example {@code [busybox, sh]}
 * @param environment variables that its {@code .podenv} exports; {@code PATH} is set by the server unless given here
 */
public record HomeSpec(
        String name, KeyType keyType, String passphrase, List<String> shell, Map<String, String> environment) {
    public HomeSpec {
        if (!name.matches("[A-Za-z0-9_-]+")) {
            throw new IllegalArgumentException("not a name of a home: " + name);
        }
        shell = List.copyOf(shell);
        environment = Map.copyOf(environment);
    }

    /** A home with an ed25519 key and {@code bash}. */
    public static HomeSpec named(String name) {
        return new HomeSpec(name, KeyType.ED25519, "", List.of("bash"), Map.of());
    }

    public HomeSpec key(KeyType type, String phrase) {
        return new HomeSpec(name, type, phrase, shell, environment);
    }

    public HomeSpec shell(String... command) {
        return new HomeSpec(name, keyType, passphrase, List.of(command), environment);
    }

    /** {@code busybox sh}, with only BusyBox's own tools on the {@code PATH}, {@code sh} among them. */
    public HomeSpec busybox() {
        return shell("busybox", "sh");
    }

    public HomeSpec variable(String variable, String value) {
        var more = new TreeMap<>(environment);
        more.put(variable, value);
        return new HomeSpec(name, keyType, passphrase, shell, more);
    }

    boolean usesBusybox() {
        return shell.getFirst().equals("busybox");
    }
}
