package dev.slipway.worker;

/** No Temporal server answered in time; the message is one sentence that names its address. */
final class TemporalUnreachable extends Exception {
    TemporalUnreachable(String target) {
        super("No Temporal server answers at " + target
                + ": start one (`slipway up`), or set SLIPWAY_TEMPORAL_TARGET to where it is.");
    }
}
