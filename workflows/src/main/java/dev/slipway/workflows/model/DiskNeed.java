package dev.slipway.workflows.model;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureCode;
import java.util.Optional;

/**
 * Space that a download needs, and that there is.
 *
 * @param neededBytes what is missing, and a fifth more
 * @param freeBytes what is free where it goes
 */
record DiskNeed(long neededBytes, long freeBytes) {
    static DiskNeed of(ModelView view) {
        return new DiskNeed(view.missingBytes() + view.missingBytes() / 5, view.freeBytes());
    }

    /** {@code DISK_FULL} with both numbers, or nothing when it fits. */
    Optional<Failure> shortage(String repository) {
        if (neededBytes <= freeBytes) {
            return Optional.empty();
        }
        return Optional.of(new Failure(
                FailureCode.DISK_FULL,
                "%s needs %s of space with a margin of 20 %%, and %s are free."
                        .formatted(repository, ByteText.of(neededBytes), ByteText.of(freeBytes))));
    }

    String text() {
        return ByteText.of(neededBytes) + " needed with a margin of 20 %, " + ByteText.of(freeBytes) + " free";
    }
}
