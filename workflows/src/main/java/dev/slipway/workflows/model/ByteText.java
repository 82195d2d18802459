package dev.slipway.workflows.model;

import java.util.Locale;

/** Amounts of bytes as people read them, in powers of 1000, as the Hub and disks count. */
final class ByteText {
    private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB"};

    private ByteText() {}

    /** For example {@code 999 B}, {@code 1.5 kB}, {@code 16.1 GB}. */
    static String of(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double value = bytes / 1000.0;
        int unit = 0;
        while (value >= 999.95 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }
}
