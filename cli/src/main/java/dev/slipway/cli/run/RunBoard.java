package dev.slipway.cli.run;

import dev.slipway.client.run.Run;
import dev.slipway.client.run.RunEvent;
import dev.slipway.client.run.RunFailure;
import dev.slipway.client.run.RunProgress;
import dev.slipway.client.run.RunStatus;
import dev.slipway.client.run.RunStep;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of a run that is followed: the run as it was first seen, and every event since. Safe for a reader beside the writer. */
final class RunBoard {
    private static final int LOG_LINES = 15;

    private final Run run;
    private final List<RunStep> steps;
    private final Deque<String> log = new ArrayDeque<>();
    private String unfinishedLine = "";
    private RunStatus status;
    private @Nullable RunProgress progress;
    private @Nullable RunFailure failure;

    RunBoard(Run run) {
        this.run = run;
        this.steps = new ArrayList<>(run.steps());
        this.status = run.status();
        this.progress = run.progress();
        this.failure = run.failure();
    }

    synchronized void apply(RunEvent event) {
        switch (event.type()) {
            case RUN_STARTED -> status = RunStatus.RUNNING;
            case STEP -> step(event.step());
            case PROGRESS -> progress = event.progress();
            case LOG -> log(event.log() == null ? "" : event.log().text());
            case RUN_DONE -> end(RunStatus.DONE, null);
            case RUN_FAILED -> end(RunStatus.FAILED, event.failure());
            case RUN_CANCELLED -> end(RunStatus.CANCELLED, event.failure());
            case RUN_CLEANUP_PENDING -> end(RunStatus.CLEANUP_PENDING, event.failure());
            case NOTE, UNKNOWN -> {
                // Nothing of the board; views may show its message.
            }
        }
    }

    private void step(@Nullable RunStep step) {
        if (step == null) {
            return;
        }
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).name().equals(step.name())) {
                steps.set(i, step);
                return;
            }
        }
        steps.add(step);
    }

    private void log(String text) {
        String[] lines = (unfinishedLine + text).split("\\R", -1);
        unfinishedLine = lines[lines.length - 1];
        for (int i = 0; i < lines.length - 1; i++) {
            log.addLast(lines[i]);
            if (log.size() > LOG_LINES) {
                log.removeFirst();
            }
        }
    }

    private void end(RunStatus last, @Nullable RunFailure why) {
        status = last;
        failure = why;
        progress = null;
    }

    Run run() {
        return run;
    }

    synchronized List<RunStep> steps() {
        return List.copyOf(steps);
    }

    synchronized RunStatus status() {
        return status;
    }

    /** Bytes, while something moves them; null else. */
    synchronized @Nullable RunProgress progress() {
        return progress;
    }

    /** Why it did not end well; null when it did, or has not ended. */
    synchronized @Nullable RunFailure failure() {
        return failure;
    }

    /** The last lines of the log. */
    synchronized List<String> logTail() {
        return List.copyOf(log);
    }

    /** What the run is about, in a few words. */
    String title() {
        String subject = run.deployment().isEmpty() ? run.model() : run.deployment();
        String verb =
                switch (run.kind()) {
                    case "SET_UP" -> "Set up";
                    case "DOWNLOAD" -> "Download";
                    case "VERIFY" -> "Verify";
                    case "REMOVE" -> "Remove";
                    case "START" -> "Start";
                    case "STOP" -> "Stop";
                    case "RESTART" -> "Restart";
                    default -> run.kind();
                };
        if (subject.isEmpty()) {
            return verb + " " + run.pod();
        }
        return verb + " " + subject + (run.pod().isEmpty() ? "" : " on " + run.pod());
    }
}
