package dev.slipway.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times of the store, epoch milliseconds with 0 for none, as times on the wire. */
public final class Times {
    private Times() {}

    public static Instant instant(long millis) {
        return Instant.ofEpochMilli(millis);
    }

    public static @Nullable Instant instantOrNull(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }
}
