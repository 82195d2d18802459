package dev.slipway.testpods.process;

/** A short wait between two looks at something that announces nothing. */
public final class Pause {
    private Pause() {}

    /** Sleeps; an interrupt ends the wait as an exception, with the flag kept. */
    public static void millis(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        }
    }
}
