package dev.slipway.activities.job;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A line with which a job tells its progress; it is not shown as log. Form: {@code ::slipway progress <done> <total>}.
 *
 * @param done bytes
 * @param total bytes; 0 when unknown
 */
record ProgressLine(long done, long total) {
    private static final Pattern FORM = Pattern.compile("::slipway progress (\\d{1,18}) (\\d{1,18})");

    static Optional<ProgressLine> parse(String line) {
        var matcher = FORM.matcher(line);
        return matcher.matches()
                ? Optional.of(new ProgressLine(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }
}
