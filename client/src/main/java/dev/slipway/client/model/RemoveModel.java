package dev.slipway.client.model;

import java.util.Objects;

/**
 * A model to remove from a pod.
 *
 * @param repo {@code organisation/name}
 * @param revision branch, tag or commit; empty or left out: every revision
 */
public record RemoveModel(String repo, String revision) {
    public RemoveModel {
        revision = Objects.requireNonNullElse(revision, "");
    }
}
