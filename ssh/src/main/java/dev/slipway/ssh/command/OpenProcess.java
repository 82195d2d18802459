package dev.slipway.ssh.command;

import dev.slipway.ssh.RemoteProcess;
import java.io.InputStream;
import java.io.OutputStream;

/** A command whose both directions the caller uses. */
record OpenProcess(RunningCommand command) implements RemoteProcess {
    @Override
    public InputStream stdout() {
        return command.stdout();
    }

    @Override
    public OutputStream stdin() {
        return command.stdin();
    }

    @Override
    public boolean isOpen() {
        return command.isOpen();
    }

    @Override
    public void close() {
        command.close();
    }
}
