package dev.slipway.workflows.pod;

/**
 * Where models are kept.
 *
 * @param mounted whether the wanted mount point is one; false when none is wanted
 * @param modelsPath state of the wanted models path
 * @param hubCache folder of the Hub's cache, absolute
 * @param models number of models that were found in it
 */
public record StorageFacts(boolean mounted, ModelsPath modelsPath, String hubCache, int models) {
    /** What the models path is. */
    public enum ModelsPath {
        /** None is wanted: the Hub's own default counts. */
        DEFAULT,
        ABSENT,
        WRITABLE,
        UNWRITABLE
    }
}
