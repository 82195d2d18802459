package dev.slipway.cli.run;

import dev.slipway.cli.screen.Quantities;
import dev.slipway.client.run.RunProgress;
import java.time.Duration;

/** Bytes, rate and time left, in words and as a bar. */
final class ProgressText {
    private ProgressText() {}

    static String words(RunProgress progress) {
        var words = new StringBuilder(Quantities.bytes(progress.bytesDone()));
        if (progress.bytesTotal() > 0) {
            words.append(" of ").append(Quantities.bytes(progress.bytesTotal()));
            words.append(" (").append(percent(progress)).append(" %)");
        }
        if (progress.bytesPerSecond() > 0) {
            words.append(", ")
                    .append(Quantities.bytes(progress.bytesPerSecond()))
                    .append("/s");
            long left = (progress.bytesTotal() - progress.bytesDone()) / progress.bytesPerSecond();
            if (left > 0) {
                words.append(", ")
                        .append(Quantities.duration(Duration.ofSeconds(left)))
                        .append(" left");
            }
        }
        return words.toString();
    }

    static int percent(RunProgress progress) {
        return progress.bytesTotal() <= 0 ? 0 : (int) Math.min(100, progress.bytesDone() * 100 / progress.bytesTotal());
    }

    static String bar(RunProgress progress, int width, String full, String empty) {
        int done = percent(progress) * width / 100;
        return "[" + full.repeat(done) + empty.repeat(width - done) + "]";
    }
}
