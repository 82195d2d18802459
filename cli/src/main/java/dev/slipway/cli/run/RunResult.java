package dev.slipway.cli.run;

import dev.slipway.cli.session.Session;
import dev.slipway.client.run.Run;
import java.util.function.Consumer;

/** What a command that starts a run does with it: follow it, show it, and say what now can be done. */
public final class RunResult {
    private RunResult() {}

    /**
     * Follows a run and answers the exit code.
     *
     * @param detach only tell its id
     * @param whenDone writes for people what came of it; not called for JSON
     */
    public static int of(Session session, Run started, boolean detach, Consumer<Run> whenDone) {
        var followed = new RunFollower(session).follow(started, detach);
        if (session.json()) {
            session.show(followed.run(), () -> {});
        } else if (followed.done()) {
            whenDone.accept(followed.run());
        }
        return followed.exitCode();
    }
}
