package dev.slipway.activities.deployment;

import dev.slipway.config.catalogue.Catalogue;
import dev.slipway.workflows.deployment.KnownModels;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** The catalogue, typed. */
@Factory
final class KnownModelsFactory {
    @Singleton
    KnownModels knownModels(Catalogue catalogue) {
        return KnownModels.fromTree(catalogue.tree());
    }
}
