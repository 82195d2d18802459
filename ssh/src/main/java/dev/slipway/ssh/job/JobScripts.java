package dev.slipway.ssh.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The pod-side scripts, as resources of this package, and the version that their content gives them. */
final class JobScripts {
    /** Laid down on the pod, in one folder. */
    private static final List<String> NAMES = List.of(
            "lib.sh",
            "processes.sh",
            "start.sh",
            "runner.sh",
            "enter.sh",
            "log.sh",
            "status.sh",
            "living.sh",
            "read.sh",
            "follow.sh",
            "end.sh",
            "prune.sh",
            "fence.sh");

    private final Map<String, String> texts = new LinkedHashMap<>();
    private final String prepare;
    private final String version;

    JobScripts() {
        NAMES.forEach(name -> texts.put(name, text(name)));
        prepare = texts.get("lib.sh") + text("prepare.sh");
        version = digest(String.join("\0", texts.values()));
    }

    /** Name of the folder that holds exactly these scripts. */
    String version() {
        return version;
    }

    /** The one script that is sent whole, since it lays down the others. */
    String prepare() {
        return prepare;
    }

    /** Name and text of each script, in turn. */
    List<String> namesAndTexts() {
        var parameters = new ArrayList<String>();
        texts.forEach((name, text) -> {
            parameters.add(name);
            parameters.add(text);
        });
        return parameters;
    }

    private static String text(String name) {
        try (var stream = Objects.requireNonNull(JobScripts.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(String text) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha256, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
