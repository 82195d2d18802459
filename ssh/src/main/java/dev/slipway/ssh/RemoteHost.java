package dev.slipway.ssh;

import java.io.InputStream;
import java.time.Duration;

/**
 * One remote machine, reached over SSH: the port behind which the SSH library hides.
 *
 * <p>All methods block, are safe for use by several threads, and open one channel each on a pooled connection that is
 * made when needed and re-made when lost. Every failure to reach the machine is an {@link SshException} whose
 * {@link SshException#kind()} says what happened; a command's own exit status is a result, never an exception.
 */
public interface RemoteHost {
    /**
     * Runs a short command and waits for its end.
     *
     * @param command the command; its standard input is sent whole and then closed
     * @return exit status and both outputs, each capped at {@link Command#outputLimit()} bytes
     * @throws SshException when the machine cannot be reached, the connection is lost, or the deadline passes (kind
     *     {@code DEADLINE}; the remote process may then still run: use a job for what must not)
     */
    ExecResult run(Command command) throws SshException;

    /**
     * Runs a command and hands over its standard output as it arrives, until it ends, {@code sink} throws, or the thread
     * is interrupted. Closing from any of these ends the channel at once.
     *
     * @param command the command; {@link Command#timeout()} bounds the silence between two chunks, not the whole
     * @param sink receives bytes in order, never concurrently
     * @return exit status and the last bytes of standard error
     * @throws SshException as {@link #run}; of kind {@code INTERRUPTED} when the thread was interrupted, whose flag stays
     *     set
     * @throws java.io.UncheckedIOException around an {@code IOException} of the sink; its other exceptions pass as they are
     */
    ExecResult stream(Command command, ByteSink sink) throws SshException;

    /**
     * Opens a channel whose both directions the caller uses, for example a follower that takes commands on its standard
     * input. Its input is buffered: flush it.
     */
    RemoteProcess open(Command command) throws SshException;

    /**
     * Writes a file atomically (temporary file in the same folder, then rename).
     *
     * @param content the bytes, read to the end
     * @param path absolute, or relative to the login folder
     * @param mode octal permissions, for example {@code 0600}
     * @throws SshException of kind {@code DISK_FULL} or {@code ROOT_UNUSABLE} when the file cannot be written
     * @throws java.io.UncheckedIOException around an {@code IOException} of the content; the old file stays
     */
    void upload(InputStream content, String path, int mode) throws SshException;

    /**
     * Opens a tunnel to a TCP port that listens on the remote machine's loopback.
     *
     * <p>Where the server refuses forwarding ({@code AllowTcpForwarding no}) a relay over standard input and output of a
     * remote command takes over; {@link Tunnel#relayed()} says so.
     *
     * @param remotePort port on 127.0.0.1 of the remote machine
     * @return a tunnel that listens on a free port of the local loopback until closed, and survives a lost connection
     */
    Tunnel tunnel(int remotePort) throws SshException;

    /** Connects and authenticates if that is not done yet, and answers what was learned of the server. */
    HostIdentity connect(Duration timeout) throws SshException;

    /** Receives output in order. */
    @FunctionalInterface
    interface ByteSink {
        /** Takes {@code length} bytes from the start of {@code buffer}, which is re-used after the call. */
        void accept(byte[] buffer, int length) throws java.io.IOException;
    }
}
