package dev.slipway.client.model;

import java.util.Objects;

/**
 * A model at a revision: body of pull and verify.
 *
 * @param repo {@code organisation/name}
 * @param revision branch, tag or commit; {@code main} when left out
 */
public record ModelReference(String repo, String revision) {
    public ModelReference {
        revision = Objects.requireNonNullElse(revision, "main");
    }
}
