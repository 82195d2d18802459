package dev.slipway.cli.run;

import dev.slipway.cli.outcome.ExitCode;
import dev.slipway.cli.screen.Screen;
import dev.slipway.cli.session.Session;
import dev.slipway.client.ApiException;
import dev.slipway.client.ApiUnreachableException;
import dev.slipway.client.RunEvents;
import dev.slipway.client.run.Run;
import dev.slipway.client.run.RunEvent;
import dev.slipway.client.run.RunFailure;
import dev.slipway.client.run.RunStatus;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Follows a run until it ends, and shows it. An interrupt asks whether to cancel the run or to leave it alone; a second one
 * leaves it alone, and without a terminal the first one does.
 */
public final class RunFollower {
    /** As a shell tells it. */
    private static final int INTERRUPTED = 130;

    private final Session session;
    private final AtomicBoolean detached = new AtomicBoolean();
    private final AtomicBoolean asking = new AtomicBoolean();
    private final AtomicBoolean interruptedEarly = new AtomicBoolean();

    public RunFollower(Session session) {
        this.session = session;
    }

    /** How following ended: the run as it now is, and whether it was left alone before its end. */
    public record Followed(Run run, boolean detached) {
        public boolean done() {
            return run.status() == RunStatus.DONE;
        }

        /** A run that was left alone is as good as one that was started with {@code --detach}. */
        public int exitCode() {
            if (detached || done()) {
                return ExitCode.DONE.number();
            }
            RunFailure failure = run.failure();
            if (failure == null || run.status() != RunStatus.FAILED) {
                return ExitCode.FAILED.number();
            }
            return ExitCode.of(failure.code(), failure.status()).number();
        }
    }

    /**
     * Sends the request for a run. An interrupt waits for the answer, since the request may be carried out whether anybody
     * waits or not, and the question comes then; a second one leaves, and says so.
     */
    public Run send(Supplier<Run> request) {
        try (var _ = Interrupts.to(this::interruptedWhileSending, this::leave)) {
            return request.get();
        }
    }

    private void interruptedWhileSending() {
        if (!interruptedEarly.compareAndSet(false, true)) {
            leave();
        }
        session.screen().error("\nThe request is on its way; waiting for its answer. Ctrl+C again leaves.");
    }

    private void leave() {
        session.screen().error("The request may be carried out all the same: `slipway runs list` shows it.");
        Runtime.getRuntime().halt(INTERRUPTED);
    }

    /** Follows it, or only tells its id where that is wanted; then shows how it ended. */
    public Followed follow(Run run, boolean detach) {
        if (detach) {
            tellDetached(run);
            return new Followed(run, true);
        }
        RunBoard board = new RunBoard(run);
        watchOrHint(board);
        if (detached.get()) {
            tellDetached(run);
            return new Followed(run, true);
        }
        Run ended = session.client().runs().get(run.id());
        tellEnd(board, ended);
        return new Followed(ended, false);
    }

    private void watchOrHint(RunBoard board) {
        try {
            watch(board);
        } catch (ApiUnreachableException away) {
            session.screen().error(goesOn(board.run()));
            throw away;
        }
    }

    private void watch(RunBoard board) {
        String id = board.run().id();
        try (RunView view = view();
                RunEvents events = session.client().runs().events(id, 0);
                var _ = Interrupts.to(() -> interrupted(id, view, events), () -> detach(events))) {
            view.begin(board);
            if (interruptedEarly.get()) {
                interrupted(id, view, events);
            }
            while (events.hasNext()) {
                RunEvent event = events.next();
                board.apply(event);
                view.changed(board, event);
                if (board.status() == RunStatus.CLEANUP_PENDING) {
                    return;
                }
            }
        }
    }

    private RunView view() {
        Screen screen = session.screen();
        if (session.json()) {
            return new PlainView(screen.errors());
        }
        if (!screen.live()) {
            return new PlainView(screen.out());
        }
        boolean rich = screen.symbol("\u2713\u2588", "").length() > 0;
        boolean colours = session.environment().getOrDefault("NO_COLOR", "").isEmpty();
        LiveFrame frame = new LiveFrame(rich ? LiveFrame.Signs.RICH : LiveFrame.Signs.ASCII, colours);
        return new LiveView(screen.out(), frame, session.clock());
    }

    private void interrupted(String id, RunView view, RunEvents events) {
        if (!session.screen().interactive() || !asking.compareAndSet(false, true)) {
            detach(events);
            return;
        }
        view.pause(true);
        String answer = session.screen()
                .ask("\nCancel the run (c), detach and let it go on (d), or keep watching (Enter)?")
                .orElse("d");
        switch (answer) {
            case "c", "C", "cancel" -> cancel(id);
            case "d", "D", "detach" -> detach(events);
            default -> {
                // Keep watching.
            }
        }
        view.pause(false);
        asking.set(false);
    }

    private void detach(RunEvents events) {
        detached.set(true);
        events.close();
    }

    private void cancel(String id) {
        try {
            session.client().runs().cancel(id);
            session.screen().error("Cancelling; what was done is being undone ...");
        } catch (ApiException e) {
            session.screen().error("slipway: " + e.problem().detail());
        }
    }

    private void tellDetached(Run run) {
        Screen screen = session.screen();
        String hint = goesOn(run);
        if (session.json()) {
            screen.error(hint);
        } else {
            screen.line(hint);
        }
    }

    private static String goesOn(Run run) {
        return "Run " + run.id() + " goes on by itself. Watch it with `slipway runs watch " + run.id() + "`.";
    }

    private void tellEnd(RunBoard board, Run ended) {
        if (ended.status() == RunStatus.DONE) {
            return;
        }
        Screen screen = session.screen();
        if (ended.status() == RunStatus.FAILED && !board.logTail().isEmpty()) {
            screen.error("The last lines of its log:");
            board.logTail().forEach(line -> screen.error("  | " + line));
        }
        RunFailure failure = ended.failure();
        screen.error("slipway: " + sentence(ended, failure));
        if (failure != null && !failure.remedy().isEmpty()) {
            screen.error("         " + failure.remedy() + " (" + failure.code() + ")");
        }
        if (ended.temporalUrl() != null) {
            screen.error("         Details: " + ended.temporalUrl());
        }
    }

    private static String sentence(Run run, @org.jspecify.annotations.Nullable RunFailure failure) {
        String message = failure == null ? "" : failure.message();
        return switch (run.status()) {
            case CANCELLED -> message.isEmpty() ? "The run was cancelled." : message;
            case CLEANUP_PENDING ->
                (message.isEmpty() ? "The run did not end well." : message)
                        + " The pod does not answer, so cleaning up waits until it is back.";
            case PENDING, RUNNING, DONE, FAILED, UNKNOWN -> message.isEmpty() ? "The run failed." : message;
        };
    }
}
