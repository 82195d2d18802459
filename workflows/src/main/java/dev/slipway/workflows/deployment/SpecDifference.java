package dev.slipway.workflows.deployment;

import java.util.ArrayList;
import java.util.List;

/** In what two specifications differ, as a person reads it. */
final class SpecDifference {
    private SpecDifference() {}

    static String describe(ServerSpec there, ServerSpec wanted) {
        var differences = new ArrayList<String>();
        compare(differences, "pod", there.pod(), wanted.pod());
        compare(differences, "model", there.model(), wanted.model());
        compare(differences, "revision", there.revision(), wanted.revision());
        compare(differences, "runtime", there.runtime(), wanted.runtime());
        compare(differences, "memory", there.memoryPercent(), wanted.memoryPercent());
        compare(differences, "context", there.contextTokens(), wanted.contextTokens());
        compare(differences, "gpus", there.gpus(), wanted.gpus());
        compare(differences, "port", there.port(), wanted.port());
        compare(differences, "dtype", there.dtype(), wanted.dtype());
        compare(differences, "expose", there.expose(), wanted.expose());
        compare(differences, "vLLM arguments", there.arguments(), wanted.arguments());
        compare(differences, "ready timeout", there.readyTimeoutSeconds(), wanted.readyTimeoutSeconds());
        if (!there.environment().equals(wanted.environment())) {
            differences.add("another environment");
        }
        return String.join(", ", differences);
    }

    private static void compare(List<String> differences, String what, Object there, Object wanted) {
        if (!there.equals(wanted)) {
            differences.add(what + " " + shown(there) + " and not " + shown(wanted));
        }
    }

    private static String shown(Object value) {
        boolean unset = value.equals("") || value.equals(0) || value.equals(List.of());
        return unset ? "by default" : String.valueOf(value);
    }
}
