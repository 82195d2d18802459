package dev.slipway.cli.screen;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Amounts as people write and read them. */
public final class Quantities {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,12})([kKmMgG]?)");

    private Quantities() {}

    /** Bytes in decimal units, as file sizes are told at the Hub. */
    public static String bytes(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (amount >= 999.5 && unit < UNITS.length - 1) {
            amount /= 1000;
            unit++;
        }
        String pattern = unit == 0 || amount >= 100 ? "%.0f %s" : "%.1f %s";
        return String.format(Locale.ROOT, pattern, amount, UNITS[unit]);
    }

    /** MiB of GPU memory, in GiB as vendors tell it; a dash for 0, which means unknown. */
    public static String gpuMemory(long mebibytes) {
        return mebibytes == 0 ? "-" : gigabytesOfGpu(mebibytes);
    }

    /** Of a full GPU 0 is free; a negative number is not known. */
    public static String gpuMemoryFree(long mebibytes) {
        return mebibytes < 0 ? "-" : gigabytesOfGpu(mebibytes);
    }

    private static String gigabytesOfGpu(long mebibytes) {
        return String.format(Locale.ROOT, "%.1f GiB", mebibytes / 1024.0);
    }

    public static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        return seconds / 3600 + " h " + seconds / 60 % 60 + " min";
    }

    /** How long ago, in the largest unit; a dash for never. */
    public static String age(@Nullable Instant then, Instant now) {
        if (then == null) {
            return "-";
        }
        long seconds = Math.max(0, Duration.between(then, now).toSeconds());
        if (seconds < 60) {
            return seconds + " s ago";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min ago";
        }
        return seconds < 86_400 ? seconds / 3600 + " h ago" : seconds / 86_400 + " d ago";
    }

    /** Reads {@code 32k} (1024 each), {@code 1m} or a plain number; empty when it is none. */
    public static OptionalLong amount(String text) {
        Matcher matcher = AMOUNT.matcher(text.strip());
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        long factor =
                switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
                    case "k" -> 1L << 10;
                    case "m" -> 1L << 20;
                    case "g" -> 1L << 30;
                    default -> 1;
                };
        return OptionalLong.of(Long.parseLong(matcher.group(1)) * factor);
    }
}
