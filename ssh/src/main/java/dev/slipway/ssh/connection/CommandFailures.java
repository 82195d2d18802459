package dev.slipway.ssh.connection;

import dev.slipway.ssh.SshException;
import dev.slipway.ssh.SshException.Kind;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One sentence for each way in which work on a connection ends early. */
public final class CommandFailures {
    private CommandFailures() {}

    /** A channel could not be opened; nothing was run. */
    static SshException opening(String name, Deadline deadline, Exception cause) {
        if (isInterruption(cause)) {
            return interrupted(name, cause);
        }
        if (deadline.passed() && caused(cause, TimeoutException.class)) {
            return new SshException(Kind.DEADLINE, name + " did not open a channel in time.", cause);
        }
        return new SshException(Kind.CONNECTION_LOST, "The connection to " + name + " was lost.", cause);
    }

    /** The connection ended under a command, which may or may not have had its effect. */
    public static SshException lost(String name, Exception cause) {
        if (isInterruption(cause)) {
            return interrupted(name, cause);
        }
        return new SshException(
                Kind.CONNECTION_LOST, "The connection to " + name + " was lost while a command ran.", cause);
    }

    public static SshException interrupted(String name, Exception cause) {
        Thread.currentThread().interrupt();
        return new SshException(Kind.INTERRUPTED, "Waiting for " + name + " was interrupted.", cause);
    }

    private static boolean isInterruption(Exception cause) {
        return Thread.currentThread().isInterrupted()
                && (caused(cause, InterruptedException.class) || caused(cause, InterruptedIOException.class));
    }

    static boolean caused(Throwable thrown, Class<? extends Throwable> type) {
        return cause(thrown, type) != null;
    }

    /** The first of this type in the chain of causes. */
    static <T extends Throwable> @Nullable T cause(Throwable thrown, Class<T> type) {
        for (@Nullable Throwable at = thrown; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
        }
        return null;
    }
}
