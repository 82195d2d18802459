package dev.slipway.config.catalogue;

import dev.slipway.config.settings.Settings;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** The catalogue as a bean. */
@Factory
public class CatalogueFactory {
    @Singleton
    public Catalogue catalogue(Settings settings) {
        return Catalogue.load(settings.catalogueFolder());
    }
}
