package dev.slipway.testpods.simulated;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/**
 * Runs one command of a client as a process. As under OpenSSH, the channel stays open as long as somebody holds the
 * command's output, and a client that goes away ends nothing.
 *
 * <p>Threads are the command's own: a shared pool that is used up by commands which wait for each other would hang.
 */
final class PodCommand implements Command {
    private final ProcessBuilder builder;
    private final Supplier<Duration> delay;
    private @Nullable InputStream input;
    private @Nullable OutputStream output;
    private @Nullable OutputStream error;
    private @Nullable ExitCallback exit;
    private volatile @Nullable Process process;

    PodCommand(ProcessBuilder builder, Supplier<Duration> delay) {
        this.builder = builder;
        this.delay = delay;
    }

    @Override
    public void setInputStream(InputStream stream) {
        input = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
        output = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {
        error = stream;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
        thread("pod-command", this::run);
    }

    @Override
    public void destroy(ChannelSession channel) {
        var running = process;
        if (running != null) {
            closeQuietly(running.getOutputStream());
        }
    }

    private void run() {
        var callback = Objects.requireNonNull(exit);
        try {
            Thread.sleep(delay.get());
            callback.onExit(runProcess());
        } catch (IOException failure) {
            callback.onExit(127, failure.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            callback.onExit(255, "interrupted");
        }
    }

    private int runProcess() throws IOException, InterruptedException {
        var running = builder.start();
        process = running;
        thread("pod-stdin", () -> pump(Objects.requireNonNull(input), running.getOutputStream(), true));
        var errors = thread("pod-stderr", () -> pump(running.getErrorStream(), Objects.requireNonNull(error), false));
        pump(running.getInputStream(), Objects.requireNonNull(output), false);
        errors.join();
        return running.waitFor();
    }

    private static Thread thread(String name, Runnable work) {
        return Thread.ofPlatform().daemon().name(name).start(work);
    }

    private static void pump(InputStream from, OutputStream to, boolean close) {
        var buffer = new byte[1 << 15];
        try {
            for (var length = from.read(buffer); length >= 0; length = from.read(buffer)) {
                to.write(buffer, 0, length);
                to.flush();
            }
        } catch (IOException otherSideIsGone) {
            closeQuietly(from);
        }
        if (close) {
            closeQuietly(to);
        }
    }

    private static void closeQuietly(AutoCloseable stream) {
        try {
            stream.close();
        } catch (Exception alreadyGone) {
            // Nothing is left to close.
        }
    }
}
