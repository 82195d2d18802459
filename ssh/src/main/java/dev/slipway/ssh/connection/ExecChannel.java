package dev.slipway.ssh.connection;

import dev.slipway.ssh.SshException.Kind;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import net.schmizz.concurrent.Event;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.IOUtils;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.ChannelInputStream;
import net.schmizz.sshj.connection.channel.direct.SessionChannel;
import net.schmizz.sshj.transport.TransportException;
import org.jspecify.annotations.Nullable;

/**
 * A session channel that can be given up at once.
 *
 * <p>The library's own {@code close()} waits 30 s while a command runs, and closing only its streams kills the whole
 * connection when more output arrives.
 */
public final class ExecChannel extends SessionChannel {
    private @Nullable ChannelLife life;
    private final OutputStream stdin;
    private @Nullable Event<ConnectionException> reply;

    ExecChannel(net.schmizz.sshj.connection.Connection connection) {
        super(connection, StandardCharsets.UTF_8);
        stdin = new WindowedOutput(life(), () -> rwin.getSize(), this::getOutputStream);
    }

    /** Made when first asked for: another thread may ask while the library's constructor still runs. */
    public synchronized ChannelLife life() {
        var known = life;
        if (known == null) {
            known = new ChannelLife();
            life = known;
        }
        return known;
    }

    /** Standard input; buffered, and never blocks the connection while the command does not read. */
    public OutputStream stdin() {
        return stdin;
    }

    void open(Deadline deadline) throws ConnectionException, TransportException {
        trans.write(buildOpenReq());
        openEvent.await(deadline.remainingMillis(), TimeUnit.MILLISECONDS);
    }

    /** Asks for the command without waiting for the answer, which would cost a round trip. */
    public void start(String line) throws TransportException {
        reply = sendChannelRequest("exec", true, new Buffer.PlainBuffer().putString(line, StandardCharsets.UTF_8));
    }

    /** Waits for the server's answer to {@link #start}; false when it runs no commands. */
    public boolean accepted() throws ConnectionException {
        var event = reply;
        if (event == null) {
            throw new IllegalStateException("no command was started");
        }
        try {
            event.await(conn.getTimeoutMs(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ConnectionException e) {
            if (life().over() || !event.inError()) {
                throw e;
            }
            return false;
        }
    }

    /** Exit status, if the server told one. */
    public Optional<Integer> status() {
        return Optional.ofNullable(getExitStatus());
    }

    /** Gives the channel up: whoever reads from it gets the end of the stream, and its slot is free. */
    public void abandon(Kind reason) {
        synchronized (life()) {
            var closeNow = life().abandon(reason);
            IOUtils.closeQuietly(getInputStream(), getErrorStream());
            if (closeNow) {
                ChannelLife.closeSoon(this::sendClose);
            }
        }
    }

    @Override
    protected void init(int recipient, long remoteWindowSize, long remoteMaxPacketSize) {
        super.init(recipient, remoteWindowSize, remoteMaxPacketSize);
        if (life().opened()) {
            ChannelLife.closeSoon(this::sendClose);
        }
    }

    /** Output that arrives after the channel was given up is dropped: the library would end the connection. */
    @Override
    protected void receiveInto(ChannelInputStream stream, SSHPacket packet) throws SSHException {
        synchronized (life()) {
            if (life().abandoned().isEmpty()) {
                super.receiveInto(stream, packet);
            }
        }
    }

    /** The library answers a signal with an immediate close, which can cut the output that is still on its way. */
    @Override
    public void handleRequest(String request, SSHPacket packet) throws ConnectionException, TransportException {
        if (!request.equals("exit-signal")) {
            super.handleRequest(request, packet);
        }
    }

    @Override
    public void handle(Message message, SSHPacket packet) throws SSHException {
        super.handle(message, packet);
        if (message == Message.CHANNEL_WINDOW_ADJUST) {
            life().windowGrew();
        }
    }

    @Override
    public void notifyError(SSHException error) {
        life().failed(error);
        super.notifyError(error);
    }

    @Override
    protected void finishOff() {
        super.finishOff();
        life().gone();
    }
}
