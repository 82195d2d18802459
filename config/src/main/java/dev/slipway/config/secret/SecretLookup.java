package dev.slipway.config.secret;

import dev.slipway.config.settings.Settings;
import java.util.Optional;

/** Secrets that the process was given in its environment, by name. They go to pods by standard input only. */
public final class SecretLookup {
    private final Settings.Secrets secrets;

    public SecretLookup(Settings.Secrets secrets) {
        this.secrets = secrets;
    }

    /** Token of the Hugging Face Hub ({@code HF_TOKEN}). */
    public Optional<String> hubToken() {
        return present(secrets.hubToken());
    }

    /** API key for every deployment ({@code SLIPWAY_API_KEY}); empty: one is generated for each. */
    public Optional<String> deploymentApiKey() {
        return present(secrets.apiKey());
    }

    private static Optional<String> present(String value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }
}
