package dev.slipway.workflows.model;

/** Models as tests need them. */
final class Views {
    static final String COMMIT = "62e056f08c573aaad90636b82eb6157f0adb04be";

    private Views() {}

    /** Ten gigabytes in twelve files, nothing of it there, and room for it. */
    static ModelView missing() {
        return view(10_000_000_000L, 10_000_000_000L, 5_000_000_000L, 100_000_000_000L, false);
    }

    static ModelView verified() {
        return view(10_000_000_000L, 0, 5_000_000_000L, 100_000_000_000L, true);
    }

    static ModelView withFree(long freeBytes) {
        return view(10_000_000_000L, 10_000_000_000L, 5_000_000_000L, freeBytes, false);
    }

    static ModelView withLargest(long largestBytes) {
        return view(largestBytes, largestBytes, largestBytes, Long.MAX_VALUE, false);
    }

    private static ModelView view(long size, long missing, long largest, long free, boolean verified) {
        return new ModelView(
                "org/model",
                COMMIT,
                "/models/hub/models--org--model/snapshots/" + COMMIT,
                "/root/.slipway/runtimes/release/bin/python",
                12,
                size,
                missing,
                largest,
                free,
                verified,
                true);
    }
}
