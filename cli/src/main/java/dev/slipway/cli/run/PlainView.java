package dev.slipway.cli.run;

import dev.slipway.cli.screen.Plain;
import dev.slipway.cli.screen.Quantities;
import dev.slipway.client.run.RunEvent;
import dev.slipway.client.run.RunProgress;
import dev.slipway.client.run.RunStep;
import java.io.PrintStream;
import java.time.Duration;

/** A line for each change: for files, pipes and logs of a build server. */
final class PlainView implements RunView {
    private static final int STEP_PERCENT = 10;

    private final PrintStream out;
    private int toldPercent;

    PlainView(PrintStream out) {
        this.out = out;
    }

    @Override
    public void begin(RunBoard board) {
        line(board.title() + " (run " + board.run().id() + ")");
    }

    @Override
    public void changed(RunBoard board, RunEvent event) {
        switch (event.type()) {
            case STEP -> {
                if (event.step() != null) {
                    step(event.step());
                }
            }
            case PROGRESS -> {
                if (event.progress() != null) {
                    progress(event.progress());
                }
            }
            case NOTE -> line("  " + event.message());
            case RUN_STARTED, LOG, RUN_DONE, RUN_FAILED, RUN_CANCELLED, RUN_CLEANUP_PENDING, UNKNOWN -> {
                // Ends are told by who follows; the log has a command of its own.
            }
        }
    }

    private void step(RunStep step) {
        String detail = step.detail().isEmpty() ? "" : " - " + step.detail();
        switch (step.state()) {
            case RUNNING -> {
                toldPercent = 0;
                line("  " + step.title() + " ..." + detail);
            }
            case DONE -> line("  " + step.title() + ": done" + took(step) + detail);
            case SKIPPED -> line("  " + step.title() + ": nothing to do" + detail);
            case FAILED -> line("  " + step.title() + ": failed" + took(step) + detail);
            case CANCELLED -> line("  " + step.title() + ": cancelled" + detail);
            case WAITING, UNKNOWN -> {
                // Not yet worth a line.
            }
        }
    }

    private void progress(RunProgress progress) {
        int percent = ProgressText.percent(progress);
        if (percent >= toldPercent + STEP_PERCENT) {
            toldPercent = percent - percent % STEP_PERCENT;
            line("    " + ProgressText.words(progress));
        }
    }

    static String took(RunStep step) {
        return step.startedAt() == null || step.endedAt() == null
                ? ""
                : " in " + Quantities.duration(Duration.between(step.startedAt(), step.endedAt()));
    }

    private void line(String text) {
        out.println(Plain.text(text));
    }

    @Override
    public void pause(boolean paused) {
        // Lines do not disturb a question.
    }

    @Override
    public void close() {
        out.flush();
    }
}
