package dev.slipway.workflows.run;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The steps of a run as the Temporal Web UI shows them: one line each. */
final class StepMarkdown {
    private StepMarkdown() {}

    static String of(RunStatus status, List<Step> steps) {
        String lines = steps.stream().map(StepMarkdown::line).collect(Collectors.joining("\n"));
        return "**" + status.name().toLowerCase(Locale.ROOT).replace('_', ' ') + "**\n\n" + lines;
    }

    private static String line(Step step) {
        String detail = step.detail().isEmpty() ? "" : ": " + step.detail().replace('\n', ' ');
        return "- " + mark(step.state()) + " " + step.title() + detail + duration(step);
    }

    private static String mark(StepState state) {
        return switch (state) {
            case WAITING -> "·";
            case RUNNING -> "▶";
            case DONE -> "✓";
            case SKIPPED -> "–";
            case FAILED -> "✗";
            case CANCELLED -> "■";
        };
    }

    private static String duration(Step step) {
        long millis = step.endedAtMillis() - step.startedAtMillis();
        return step.endedAtMillis() == 0 || millis < 1000 ? "" : " (" + millis / 1000 + " s)";
    }
}
