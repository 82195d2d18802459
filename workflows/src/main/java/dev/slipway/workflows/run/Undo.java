package dev.slipway.workflows.run;

import io.temporal.workflow.Functions;

/**
 * What takes one thing back. Runs when the run fails or is cancelled, also when the thing never happened, and perhaps
 * twice: it must tolerate both.
 */
public final class Undo {
    private final String what;
    private final Functions.Proc action;
    private boolean settled;

    Undo(String what, Functions.Proc action) {
        this.what = what;
        this.action = action;
    }

    /** The thing is whole now, and a later failure shall leave it. */
    public void settle() {
        settled = true;
    }

    boolean settled() {
        return settled;
    }

    String what() {
        return what;
    }

    void run() {
        action.apply();
        settled = true;
    }
}
