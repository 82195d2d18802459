package dev.slipway.workflows.pod;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** Which variables hold a secret, to judge by their names. Plain variables are shown, and stand in histories as they are. */
public final class SecretNames {
    private static final Set<String> WORDS =
            Set.of("TOKEN", "SECRET", "PASSWORD", "PASSWD", "PASSPHRASE", "KEY", "CREDENTIAL", "CREDENTIALS");

    private SecretNames() {}

    /** Whether one of the words of the name, which underscores part, says so: {@code MY_API_KEY}, not {@code TOKENIZERS_PARALLELISM}. */
    public static boolean looksSecret(String variable) {
        return Arrays.stream(variable.toUpperCase(Locale.ROOT).split("_", -1)).anyMatch(WORDS::contains);
    }
}
