package dev.slipway.ssh.job;

import dev.slipway.ssh.Command;
import dev.slipway.ssh.ExecResult;
import dev.slipway.ssh.HostIdentity;
import dev.slipway.ssh.RemoteHost;
import dev.slipway.ssh.RemoteProcess;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.SshException.Kind;
import dev.slipway.ssh.Tunnel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * This machine as a pod, without SSH: real shells, an explicit environment, and outputs read to their very end, as sshd
 * does, so that a job that keeps a descriptor open is noticed.
 */
final class LocalHost implements RemoteHost {
    private final Map<String, String> environment = new TreeMap<>();
    private final List<RemoteProcess> opened = new CopyOnWriteArrayList<>();

    LocalHost(String home, String path) {
        environment.put("HOME", home);
        environment.put("PATH", path);
    }

    /** The same machine with one more variable, which also the scripts of Slipway then have. */
    LocalHost with(String name, String value) {
        var other = new LocalHost("", "");
        other.environment.putAll(environment);
        other.environment.put(name, value);
        return other;
    }

    /** Cuts every open channel, as a lost connection does. */
    void dropConnections() {
        opened.forEach(RemoteProcess::close);
        opened.clear();
    }

    int channelsOpened() {
        return opened.size();
    }

    @Override
    public ExecResult run(Command command) throws SshException {
        var stdout = new ByteArrayOutputStream();
        return execute(command, (buffer, length) -> stdout.write(buffer, 0, length), stdout);
    }

    @Override
    public ExecResult stream(Command command, ByteSink sink) throws SshException {
        return execute(command, sink, new ByteArrayOutputStream());
    }

    private ExecResult execute(Command command, ByteSink sink, ByteArrayOutputStream stdout) throws SshException {
        try {
            var process = start(command);
            var errors = new FutureTask<>(() -> process.getErrorStream().readAllBytes());
            Thread.ofVirtual().start(errors);
            var output = new FutureTask<>(() -> pour(process.getInputStream(), sink));
            Thread.ofVirtual().start(output);
            send(process.getOutputStream(), command.stdin());
            output.get(command.timeout().toMillis(), TimeUnit.MILLISECONDS);
            var stderr = new String(errors.get(), StandardCharsets.UTF_8);
            var status = process.waitFor();
            return new ExecResult(OptionalInt.of(status), stdout.toString(StandardCharsets.UTF_8), stderr, false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SshException(Kind.INTERRUPTED, "interrupted", e);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new SshException(Kind.DEADLINE, "deadline", e);
        } catch (IOException | java.util.concurrent.ExecutionException e) {
            throw new SshException(Kind.CONNECTION_LOST, "lost", e);
        }
    }

    private static boolean pour(InputStream from, ByteSink sink) throws IOException {
        var buffer = new byte[1 << 16];
        for (var length = from.read(buffer); length >= 0; length = from.read(buffer)) {
            sink.accept(buffer, length);
        }
        return true;
    }

    private static void send(OutputStream to, byte[] bytes) {
        try (to) {
            to.write(bytes);
        } catch (IOException e) {
            // It ended without reading its input.
        }
    }

    private Process start(Command command) throws IOException {
        var arguments = new ArrayList<>(List.of("/usr/bin/env", "PATH=" + environment.get("PATH")));
        arguments.addAll(command.arguments());
        var builder = new ProcessBuilder(arguments);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    @Override
    public RemoteProcess open(Command command) throws SshException {
        try {
            var process = start(command);
            Thread.ofVirtual().start(() -> {
                try {
                    process.getErrorStream().transferTo(OutputStream.nullOutputStream());
                } catch (IOException e) {
                    // closed
                }
            });
            var channel = new LocalChannel(process);
            opened.add(channel);
            return channel;
        } catch (IOException e) {
            throw new SshException(Kind.CONNECTION_LOST, "lost", e);
        }
    }

    @Override
    public HostIdentity connect(Duration timeout) {
        return new HostIdentity("ssh-ed25519 AAAAlocal", "SHA256:local", "SSH-2.0-local");
    }

    @Override
    public void upload(InputStream content, String path, int mode) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Tunnel tunnel(int remotePort) {
        throw new UnsupportedOperationException();
    }

    /** Closing it closes both pipes and kills nothing: what sshd does when a connection ends. */
    private record LocalChannel(Process process) implements RemoteProcess {
        @Override
        public InputStream stdout() {
            return process.getInputStream();
        }

        @Override
        public OutputStream stdin() {
            return process.getOutputStream();
        }

        @Override
        public boolean isOpen() {
            return process.isAlive();
        }

        @Override
        public void close() {
            try {
                process.getOutputStream().close();
                process.getInputStream().close();
            } catch (IOException e) {
                // already closed
            }
        }
    }
}
