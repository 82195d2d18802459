package dev.slipway.cli.run;

import dev.slipway.cli.screen.Plain;
import dev.slipway.cli.screen.Quantities;
import dev.slipway.client.run.RunProgress;
import dev.slipway.client.run.RunStep;
import dev.slipway.client.run.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One picture of a run on a terminal: pure, so that it can be compared with a file. */
final class LiveFrame {
    private static final int BAR = 30;
    private static final int TIME = 11;
    private static final String GREEN = "\u001b[32m";
    private static final String RED = "\u001b[31m";
    private static final String DIM = "\u001b[2m";
    private static final String RESET = "\u001b[0m";

    private final Signs signs;
    private final boolean colours;

    LiveFrame(Signs signs, boolean colours) {
        this.signs = signs;
        this.colours = colours;
    }

    /** The signs that a terminal can show. */
    record Signs(
            String done,
            String failed,
            String skipped,
            String waiting,
            List<String> spinner,
            String full,
            String empty) {
        static final Signs RICH = new Signs(
                "\u2713",
                "\u2717",
                "-",
                " ",
                List.of("\u280b", "\u2819", "\u2838", "\u2834", "\u2826", "\u2807"),
                "\u2588",
                "\u2591");
        static final Signs ASCII = new Signs("+", "x", "-", " ", List.of("|", "/", "-", "\\"), "#", ".");
    }

    List<String> lines(RunBoard board, Instant now, int tick) {
        List<String> lines = new ArrayList<>();
        lines.add(Plain.line(board.title()) + " "
                + paint(DIM, "(run " + board.run().id() + ")"));
        int width = board.steps().stream()
                .mapToInt(step -> step.title().length())
                .max()
                .orElse(0);
        for (RunStep step : board.steps()) {
            lines.add(step(step, width, now, tick));
            RunProgress progress = board.progress();
            if (step.state() == StepState.RUNNING && progress != null && progress.bytesDone() > 0) {
                lines.add("    " + ProgressText.bar(progress, BAR, signs.full(), signs.empty()) + " "
                        + ProgressText.words(progress));
            }
        }
        return lines;
    }

    private String step(RunStep step, int width, Instant now, int tick) {
        String name = Plain.line(step.title());
        String title = name + " ".repeat(Math.max(0, width - name.length()));
        String line = "  " + sign(step.state(), tick) + " " + title + "  " + time(step, now) + "  "
                + Plain.line(step.detail());
        return line.stripTrailing();
    }

    private String sign(StepState state, int tick) {
        return switch (state) {
            case WAITING, UNKNOWN -> signs.waiting();
            case RUNNING ->
                signs.spinner().get(Math.floorMod(tick, signs.spinner().size()));
            case DONE -> paint(GREEN, signs.done());
            case SKIPPED -> paint(DIM, signs.skipped());
            case FAILED, CANCELLED -> paint(RED, signs.failed());
        };
    }

    private static String time(RunStep step, Instant now) {
        Instant started = step.startedAt();
        if (started == null || step.state() == StepState.SKIPPED) {
            return " ".repeat(TIME);
        }
        Instant until = step.endedAt() == null ? now : step.endedAt();
        Duration taken = until.isBefore(started) ? Duration.ZERO : Duration.between(started, until);
        String text = Quantities.duration(taken);
        return " ".repeat(Math.max(0, TIME - text.length())) + text;
    }

    private String paint(String colour, String text) {
        return colours ? colour + text + RESET : text;
    }
}
