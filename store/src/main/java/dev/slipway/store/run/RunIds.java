package dev.slipway.store.run;

import java.security.SecureRandom;
import java.util.UUID;

/** Ids of runs: UUIDv7, so that they sort by the time they were made. */
public final class RunIds {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private RunIds() {}

    /** A new id, of a moment in epoch milliseconds. */
    public static String next(long nowMillis) {
        long high = nowMillis << 16 | VERSION | RANDOM.nextLong(1 << 12);
        long low = VARIANT | RANDOM.nextLong() >>> 2;
        return new UUID(high, low).toString();
    }
}
