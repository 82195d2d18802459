package dev.slipway.client.catalogue;

import java.util.List;
import java.util.Objects;

/**
 * A model that is known to work, and how.
 *
 * @param model {@code organisation/name}
 * @param kind {@code chat}, {@code embed}, {@code score} or {@code guard}
 * @param variants ways to run it
 * @param fits which pods it fits, and how
 */
public record CatalogueModel(String model, String kind, List<CatalogueVariant> variants, List<PodFit> fits) {
    public CatalogueModel {
        variants = List.copyOf(Objects.requireNonNullElse(variants, List.of()));
        fits = List.copyOf(Objects.requireNonNullElse(fits, List.of()));
    }

    /**
     * Whether the model fits a pod.
     *
     * @param pod name of the pod
     * @param fits whether a variant is made for it
     * @param reason which one, or why none
     */
    public record PodFit(String pod, boolean fits, String reason) {}
}
