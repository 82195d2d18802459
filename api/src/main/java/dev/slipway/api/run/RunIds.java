package dev.slipway.api.run;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/** Ids of runs: UUIDv7, so that they sort by the time they were made. */
final class RunIds {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private RunIds() {}

    static String next(Clock clock) {
        long time = clock.millis() << 16;
        long high = time | VERSION | RANDOM.nextLong(1 << 12);
        long low = VARIANT | RANDOM.nextLong() >>> 2;
        return new UUID(high, low).toString();
    }
}
