package dev.slipway.workflows.run;

import dev.slipway.workflows.failure.Failures;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The undos of a run, in the order of their steps; run in reverse, each until it succeeds. */
final class UndoStack {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final List<Undo> undos = new ArrayList<>();

    Undo push(String what, Functions.Proc action) {
        var undo = new Undo(what, action);
        undos.add(undo);
        return undo;
    }

    boolean isEmpty() {
        return undos.stream().allMatch(Undo::settled);
    }

    /** Runs in a detached scope. Blocks until everything is undone, which may be until the pod is back. */
    void unwind(Consumer<String> note) {
        for (Undo undo : undos.reversed()) {
            if (!undo.settled()) {
                untilDone(undo, note);
            }
        }
    }

    private static void untilDone(Undo undo, Consumer<String> note) {
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                undo.run();
                note.accept("Undone: " + undo.what());
                return;
            } catch (TemporalFailure failure) {
                note.accept("Not undone yet: " + undo.what() + ". "
                        + Failures.read(failure).message());
            }
            Workflow.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }
}
