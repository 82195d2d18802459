package dev.slipway.bench;

import java.util.List;
import java.util.Locale;

/**
 * One measured figure and the most that it may be.
 *
 * @param name what was measured
 * @param measured the value
 * @param limit the promise
 * @param unit of both
 * @param note how it came about
 */
record Figure(String name, double measured, double limit, String unit, String note) {
    boolean kept() {
        return measured <= limit;
    }

    /** Figures as a table, one a line. */
    static String table(List<Figure> figures) {
        var text = new StringBuilder(line("figure", "measured", "at most", "", "", "note"));
        for (Figure each : figures) {
            text.append(line(
                    each.name,
                    String.format(Locale.ROOT, "%.2f", each.measured),
                    String.format(Locale.ROOT, "%.2f", each.limit),
                    each.unit,
                    each.kept() ? "kept" : "MISSED",
                    each.note));
        }
        return text.toString();
    }

    private static String line(String name, String measured, String limit, String unit, String kept, String note) {
        return String.format(Locale.ROOT, "%-46s %10s %10s %-8s %-7s %s", name, measured, limit, unit, kept, note)
                + "\n";
    }
}
