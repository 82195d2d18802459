package dev.slipway.ssh.connection;

import dev.slipway.ssh.SshException.Kind;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.common.IOUtils;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.ChannelInputStream;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;
import net.schmizz.sshj.transport.TransportException;
import org.jspecify.annotations.Nullable;

/** A TCP connection that the server makes for us; can be given up at once, as {@link ExecChannel}. */
public final class ForwardChannel extends DirectConnection {
    private @Nullable ChannelLife life;
    private final OutputStream output;

    ForwardChannel(net.schmizz.sshj.connection.Connection connection, String host, int port) {
        super(connection, host, port);
        output = new WindowedOutput(life(), () -> rwin.getSize(), this::getOutputStream);
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

    /** Bytes to the other end; buffered, and never blocks the connection while the other end does not read. */
    public OutputStream output() {
        return output;
    }

    void open(Deadline deadline) throws ConnectionException, TransportException {
        trans.write(buildOpenReq());
        openEvent.await(deadline.remainingMillis(), TimeUnit.MILLISECONDS);
    }

    /** Gives the channel up: whoever reads from it gets the end of the stream. */
    public void abandon(Kind reason) {
        synchronized (life()) {
            var closeNow = life().abandon(reason);
            IOUtils.closeQuietly(getInputStream());
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

    @Override
    protected void receiveInto(ChannelInputStream stream, SSHPacket packet) throws SSHException {
        synchronized (life()) {
            if (life().abandoned().isEmpty()) {
                super.receiveInto(stream, packet);
            }
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
