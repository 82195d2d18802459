package dev.slipway.workflows.pod;

import java.time.Duration;

/** How long the steps of a set-up may take: hard caps, far beyond what is usual. */
final class Deadlines {
    static final Duration PACKAGES = Duration.ofMinutes(20);
    static final Duration TOOLKIT = Duration.ofMinutes(60);
    static final Duration STORAGE = Duration.ofMinutes(5);
    static final Duration UV = Duration.ofMinutes(10);
    static final Duration RUNTIME = Duration.ofMinutes(90);
    static final Duration UNDO = Duration.ofMinutes(10);

    private Deadlines() {}
}
