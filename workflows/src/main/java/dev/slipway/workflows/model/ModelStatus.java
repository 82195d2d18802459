package dev.slipway.workflows.model;

/** Where a model at a revision on a pod is. */
public enum ModelStatus {
    DOWNLOADING,
    /** Every file was checked against the Hub's size and hash. */
    VERIFIED,
    /** Found in the cache, not checked. */
    FOUND,
    FAILED
}
