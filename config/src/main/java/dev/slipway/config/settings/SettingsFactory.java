package dev.slipway.config.settings;

import dev.slipway.config.secret.MasterKey;
import dev.slipway.config.secret.SecretBox;
import dev.slipway.config.secret.SecretLookup;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** Settings and what follows from them, as beans. Tests put a {@link Settings} of their own in their place. */
@Factory
public class SettingsFactory {
    @Singleton
    public Settings settings() {
        return SettingsLoader.load(System.getenv());
    }

    @Singleton
    public SecretBox secretBox(Settings settings) {
        return new SecretBox(MasterKey.find(settings.secrets().masterKey(), settings.home()));
    }

    @Singleton
    public Settings.Ports ports(Settings settings) {
        return settings.ports();
    }

    @Singleton
    public Settings.Downloads downloads(Settings settings) {
        return settings.downloads();
    }

    @Singleton
    public Settings.Ssh ssh(Settings settings) {
        return settings.ssh();
    }

    @Singleton
    public SecretLookup secretLookup(Settings settings) {
        return new SecretLookup(settings.secrets());
    }
}
