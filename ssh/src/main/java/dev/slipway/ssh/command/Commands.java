package dev.slipway.ssh.command;

import dev.slipway.ssh.Command;
import dev.slipway.ssh.ExecResult;
import dev.slipway.ssh.RemoteHost.ByteSink;
import dev.slipway.ssh.RemoteProcess;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.SshException.Kind;
import dev.slipway.ssh.connection.CommandFailures;
import dev.slipway.ssh.connection.ConnectionPool;
import dev.slipway.ssh.connection.ConnectionSlot;
import dev.slipway.ssh.connection.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Runs commands on the connection of one slot. */
public final class Commands {
    private static final int CHUNK = 64 * 1024;

    private final ConnectionPool pool;
    private final ConnectionSlot slot;

    public Commands(ConnectionPool pool, ConnectionSlot slot) {
        this.pool = pool;
        this.slot = slot;
    }

    /** See {@link dev.slipway.ssh.RemoteHost#run}. */
    public ExecResult run(Command command) throws SshException {
        return run(command, whole(command));
    }

    ExecResult run(Command command, RunningCommand.Feed feed) throws SshException {
        var deadline = Deadline.after(command.timeout());
        var stdout = CappedOutput.first(command.outputLimit());
        var stderr = CappedOutput.first(command.outputLimit());
        try (var running = RunningCommand.start(slot, command, feed, stderr, deadline)) {
            var alarm = pool.later(Duration.ofNanos(deadline.remainingNanos()), () -> running.giveUp(Kind.DEADLINE));
            try {
                var buffer = new byte[CHUNK];
                for (int count; (count = running.read(buffer)) >= 0; ) {
                    stdout.add(buffer, count);
                }
                return running.await(stdout);
            } finally {
                alarm.cancel(false);
            }
        }
    }

    /** See {@link dev.slipway.ssh.RemoteHost#stream}. */
    public ExecResult stream(Command command, ByteSink sink) throws SshException {
        var stderr = CappedOutput.last(command.outputLimit());
        var deadline = Deadline.after(command.timeout());
        try (var running = RunningCommand.start(slot, command, whole(command), stderr, deadline);
                var silence = new SilenceAlarm(pool, command.timeout(), () -> running.giveUp(Kind.DEADLINE))) {
            var buffer = new byte[CHUNK];
            for (int count; (count = running.read(buffer)) >= 0; ) {
                silence.pause();
                hand(sink, buffer, count);
                silence.resume();
            }
            return running.await(CappedOutput.first(0));
        }
    }

    /** See {@link dev.slipway.ssh.RemoteHost#open}. */
    public RemoteProcess open(Command command) throws SshException {
        var stderr = CappedOutput.last(command.outputLimit());
        var deadline = Deadline.after(command.timeout());
        var running = RunningCommand.start(slot, command, stdin -> {}, stderr, deadline);
        try {
            running.stdin().write(command.stdin());
            running.stdin().flush();
        } catch (IOException e) {
            running.close();
            throw CommandFailures.lost(slot.name(), e);
        }
        return new OpenProcess(running);
    }

    private static RunningCommand.Feed whole(Command command) {
        return stdin -> {
            stdin.write(command.stdin());
            stdin.close();
        };
    }

    private static void hand(ByteSink sink, byte[] buffer, int count) {
        try {
            sink.accept(buffer, count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
