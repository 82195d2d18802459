package dev.slipway.cli.run;

import dev.slipway.cli.session.Session;
import dev.slipway.client.run.Run;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What a command that starts a run does with it: follow it, show it, and say what now can be done. */
public final class RunResult {
    private RunResult() {}

    /**
     * Asks for a run, follows it and answers the exit code.
     *
     * @param request sends the request that starts it
     * @param detach only tell its id
     * @param whenDone writes for people what came of it; not called for JSON
     */
    public static int of(Session session, Supplier<Run> request, boolean detach, Consumer<Run> whenDone) {
        var follower = new RunFollower(session);
        return of(session, follower, follower.send(request), detach, whenDone);
    }

    /** The same of a run that {@code follower} has asked for. */
    public static int of(Session session, RunFollower follower, Run started, boolean detach, Consumer<Run> whenDone) {
        var followed = follower.follow(started, detach);
        if (session.json()) {
            session.show(followed.run(), () -> {});
        } else if (followed.done()) {
            whenDone.accept(followed.run());
        }
        return followed.exitCode();
    }
}
