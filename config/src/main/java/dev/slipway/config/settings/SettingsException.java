package dev.slipway.config.settings;

/** A setting that cannot be used; the message is one sentence that names it and says what to write instead. */
public final class SettingsException extends RuntimeException {
    public SettingsException(String message) {
        super(message);
    }
}
