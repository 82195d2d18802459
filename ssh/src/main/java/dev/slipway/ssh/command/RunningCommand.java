package dev.slipway.ssh.command;

import dev.slipway.ssh.Command;
import dev.slipway.ssh.ExecResult;
import dev.slipway.ssh.Shell;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.SshException.Kind;
import dev.slipway.ssh.connection.CommandFailures;
import dev.slipway.ssh.connection.ConnectionSlot;
import dev.slipway.ssh.connection.Deadline;
import dev.slipway.ssh.connection.ExecChannel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import net.schmizz.sshj.transport.TransportException;

/**
 * A command that was started: its input is fed and its standard error drained on threads of their own (an output that
 * nobody reads stalls the other one). Closing it gives the channel up at once, whatever the command does.
 */
final class RunningCommand implements AutoCloseable {
    /** What goes to the command's standard input. */
    @FunctionalInterface
    interface Feed {
        void into(OutputStream stdin) throws IOException;
    }

    private static final int LONGEST_LINE = 128 * 1024;

    private final String name;
    private final ExecChannel channel;
    private final CappedOutput stderr;
    private final Thread feeder;
    private final Thread drainer;

    private RunningCommand(String name, ExecChannel channel, CappedOutput stderr, Feed feed) {
        this.name = name;
        this.channel = channel;
        this.stderr = stderr;
        this.feeder = Thread.ofVirtual().name("ssh-stdin").unstarted(() -> feed(feed));
        this.drainer = Thread.ofVirtual().name("ssh-stderr").unstarted(this::drain);
    }

    static RunningCommand start(ConnectionSlot slot, Command command, Feed feed, CappedOutput stderr, Deadline deadline)
            throws SshException {
        var line = line(command);
        var channel = slot.session(deadline);
        var running = new RunningCommand(slot.name(), channel, stderr, feed);
        try {
            channel.start(line);
        } catch (TransportException e) {
            channel.abandon(Kind.CONNECTION_LOST);
            throw CommandFailures.lost(slot.name(), e);
        }
        running.feeder.start();
        running.drainer.start();
        return running;
    }

    /** Linux takes no longer argument, and the line is one argument of the server's login shell. */
    private static String line(Command command) {
        var line = Shell.cleanLine(command.arguments());
        var length = line.getBytes(StandardCharsets.UTF_8).length;
        if (length >= LONGEST_LINE) {
            throw new IllegalArgumentException(
                    "a command line of %d bytes does not fit: send its data by standard input".formatted(length));
        }
        return line;
    }

    InputStream stdout() {
        return new StandardOutput(channel.getInputStream());
    }

    OutputStream stdin() {
        return channel.stdin();
    }

    boolean isOpen() {
        return !channel.life().over();
    }

    /** Ends the waiting of whoever waits for the command, who is told the reason. */
    void giveUp(Kind reason) {
        channel.abandon(reason);
    }

    /** Reads the next bytes of standard output; -1 at its end. */
    int read(byte[] buffer) throws SshException {
        try {
            return channel.getInputStream().read(buffer);
        } catch (IOException e) {
            throw channel.life().abandoned().map(this::givenUp).orElseGet(() -> CommandFailures.lost(name, e));
        }
    }

    /** Waits until the command has ended, after its output did. */
    ExecResult await(CappedOutput stdout) throws SshException {
        try {
            channel.life().awaitOver();
            drainer.join();
        } catch (InterruptedException e) {
            throw CommandFailures.interrupted(name, e);
        }
        var abandoned = channel.life().abandoned();
        if (abandoned.isPresent()) {
            throw givenUp(abandoned.get());
        }
        var failure = channel.life().failure();
        if (failure.isPresent() && channel.status().isEmpty()) {
            throw CommandFailures.lost(name, failure.get());
        }
        var status = channel.status().map(OptionalInt::of).orElse(OptionalInt.empty());
        return new ExecResult(status, stdout.text(), stderr.text(), stdout.truncated() || stderr.truncated());
    }

    private SshException givenUp(Kind reason) {
        var message = reason == Kind.CHANNEL_REFUSED
                ? name + " refuses to run commands."
                : "A command on " + name + " did not end in time, and may still run.";
        return new SshException(reason, message);
    }

    @Override
    public void close() {
        giveUp(Kind.INTERRUPTED);
        feeder.interrupt();
    }

    /** An input that the command does not want is no error: its exit status tells what matters. */
    private void feed(Feed feed) {
        try {
            feed.into(channel.stdin());
            if (!channel.accepted()) {
                giveUp(Kind.CHANNEL_REFUSED);
            }
        } catch (IOException ended) {
            // The command or the connection; the reading side learns which.
        }
    }

    private void drain() {
        var buffer = new byte[8192];
        try {
            for (int count; (count = channel.getErrorStream().read(buffer)) >= 0; ) {
                stderr.add(buffer, count);
            }
        } catch (IOException ended) {
            // The reading side learns why.
        }
    }
}
