package dev.slipway.client.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Finds the keys of one machine in {@code known_hosts} files: plain, with patterns, and hashed names. */
final class KnownHosts {
    private KnownHosts() {}

    /** The name under which a machine is listed. */
    static String name(String host, int port) {
        var lower = host.toLowerCase(Locale.ROOT);
        return port == 22 ? lower : "[" + lower + "]:" + port;
    }

    /**
     * Its keys in the form {@code ssh-ed25519 AAAA...}; an authority's after {@code @cert-authority}; none that is
     * revoked. Files that are not there are left out.
     */
    static List<String> keys(List<Path> files, String name) {
        var keys = new LinkedHashSet<String>();
        var revoked = new LinkedHashSet<String>();
        for (var file : files) {
            for (var line : lines(file)) {
                take(line.strip().split("\\s+"), name, keys, revoked);
            }
        }
        keys.removeAll(revoked);
        return List.copyOf(keys);
    }

    private static void take(String[] words, String name, Set<String> keys, Set<String> revoked) {
        var marked = words[0].startsWith("@");
        var first = marked ? 1 : 0;
        if (words[0].startsWith("#") || words.length < first + 3 || !listed(words[first], name)) {
            return;
        }
        var key = words[first + 1] + " " + words[first + 2];
        if (!key.matches("(ssh|ecdsa)-[a-z0-9@.-]+ [A-Za-z0-9+/=]+")) {
            // The numbers of the first protocol, or a kind that no connection here could check.
            return;
        }
        switch (words[0]) {
            case "@revoked" -> revoked.add(key);
            case "@cert-authority" -> keys.add("@cert-authority " + key);
            default -> {
                if (!marked) {
                    keys.add(key);
                }
            }
        }
    }

    private static boolean listed(String names, String name) {
        return names.startsWith("|1|") ? hashed(names, name) : Patterns.match(patterns(names), name);
    }

    private static List<String> patterns(String names) {
        return List.of(names.toLowerCase(Locale.ROOT).split(","));
    }

    /** {@code |1|salt|hash}: the name is not told, but it can be tried. */
    private static boolean hashed(String entry, String name) {
        var parts = entry.split("\\|");
        if (parts.length != 4) {
            return false;
        }
        try {
            var salt = Base64.getDecoder().decode(parts[2]);
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(salt, "HmacSHA1"));
            var hash = mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
            return MessageDigest.isEqual(hash, Base64.getDecoder().decode(parts[3]));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.readAllLines(file) : new ArrayList<>();
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
