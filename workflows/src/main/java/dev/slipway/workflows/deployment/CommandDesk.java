package dev.slipway.workflows.deployment;

import dev.slipway.workflows.deployment.Command.Restart;
import dev.slipway.workflows.deployment.Command.Start;
import dev.slipway.workflows.deployment.Command.Stop;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of a command, by what is under way and what waits: accepted, joined to one that does the same, or
 * refused. Later commands win: a stop takes starts that wait with it.
 */
final class CommandDesk {
    private final Deque<Command> waiting = new ArrayDeque<>();
    private @Nullable Command current;

    /** What becomes of a command. */
    sealed interface Verdict {
        record Accepted() implements Verdict {}

        record Joined(String runId) implements Verdict {}

        record Refused(Failure failure) implements Verdict {}
    }

    Verdict judge(Start start, DeploymentState state) {
        Optional<Command> last = last();
        if (last.isPresent() && last.get() instanceof Stop) {
            return new Verdict.Accepted();
        }
        Optional<ServerSpec> target = last.flatMap(CommandDesk::target);
        if (target.isPresent()) {
            return compare(target.get(), start.spec(), last.get().runId(), "is starting");
        }
        return switch (state.status()) {
            case READY, UNHEALTHY -> compare(runningSpec(state), start.spec(), state.runId(), "runs");
            case DEAD, STARTING, STOPPING, STOPPED, FAILED -> new Verdict.Accepted();
        };
    }

    Verdict judge(Stop stop) {
        return last().filter(command -> command instanceof Stop)
                .<Verdict>map(command -> new Verdict.Joined(command.runId()))
                .orElseGet(Verdict.Accepted::new);
    }

    Verdict judge(RestartCommand restart, DeploymentState state) {
        Optional<Command> last = last();
        if (last.isPresent() && last.get() instanceof Restart same) {
            return new Verdict.Joined(same.runId());
        }
        if (state.spec() == null && last.flatMap(CommandDesk::target).isEmpty()) {
            return new Verdict.Refused(
                    new Failure(FailureCode.DEPLOYMENT_NOT_FOUND, state.name() + " was never started."));
        }
        return new Verdict.Accepted();
    }

    void add(Command command) {
        waiting.add(command);
    }

    /** Takes the next command for carrying out. */
    Command take() {
        Command next = waiting.remove();
        current = next;
        return next;
    }

    void done() {
        current = null;
    }

    boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    /** Starts and restarts that wait: a stop makes them void. */
    List<Command> dropStarts() {
        var dropped = new ArrayList<Command>();
        waiting.removeIf(command -> !(command instanceof Stop) && dropped.add(command));
        return dropped;
    }

    /** Takes a start or restart that waits out of the line. */
    Optional<Command> drop(String runId) {
        Optional<Command> found = waiting.stream()
                .filter(command -> command.runId().equals(runId) && !(command instanceof Stop))
                .findFirst();
        found.ifPresent(waiting::remove);
        return found;
    }

    /** Whether the command of a run is under way or waits. */
    boolean knows(String runId) {
        return isCurrent(runId)
                || waiting.stream().anyMatch(command -> command.runId().equals(runId));
    }

    /** Whether a command is under way. */
    boolean isBusy() {
        return current != null;
    }

    /** Whether a start or a restart is under way. */
    boolean isStarting() {
        return current != null && !(current instanceof Stop);
    }

    boolean isCurrent(String runId) {
        return current != null && current.runId().equals(runId);
    }

    /** The specification that will run when everything accepted is carried out. */
    Optional<ServerSpec> target() {
        return last().flatMap(CommandDesk::target);
    }

    private Optional<Command> last() {
        return waiting.isEmpty() ? Optional.ofNullable(current) : Optional.of(waiting.getLast());
    }

    private static Optional<ServerSpec> target(Command command) {
        return switch (command) {
            case Start start -> Optional.of(start.spec());
            case Restart restart -> Optional.of(restart.spec());
            case Stop stop -> Optional.empty();
        };
    }

    private static ServerSpec runningSpec(DeploymentState state) {
        ServerSpec spec = state.spec();
        if (spec == null) {
            throw new IllegalStateException(state.name() + " runs without a specification");
        }
        return spec;
    }

    private static Verdict compare(ServerSpec there, ServerSpec wanted, String runId, String how) {
        return there.equals(wanted)
                ? new Verdict.Joined(runId)
                : new Verdict.Refused(new Failure(
                        FailureCode.DEPLOYMENT_CONFLICT,
                        there.name() + " " + how + " with another request (run " + runId + "): "
                                + SpecDifference.describe(there, wanted) + "."));
    }
}
