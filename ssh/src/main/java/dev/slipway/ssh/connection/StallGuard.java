package dev.slipway.ssh.connection;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes the socket of one connection, and notices when a write to it hangs.
 *
 * <p>A write blocks for many minutes when the peer has vanished and the kernel's buffer is full. The library writes
 * under a lock that its keep-alive and every other channel need too, so nothing else would ever notice.
 */
final class StallGuard extends SocketFactory {
    private volatile @Nullable Socket socket;
    /** {@link System#nanoTime()} of the write that goes on; 0 for none. */
    private volatile long writingSince;

    /** Closes the socket when a write has been going on for longer, which wakes everybody who waits for it. */
    void check(Duration longest) throws IOException {
        var since = writingSince;
        var current = socket;
        if (since != 0 && current != null && System.nanoTime() - since > longest.toNanos()) {
            current.close();
        }
    }

    @Override
    public Socket createSocket() throws IOException {
        var made = new Watched();
        // Without it each small packet waits for the acknowledgement of the last one: 22 commands a second, not 350.
        made.setTcpNoDelay(true);
        made.setKeepAlive(true);
        socket = made;
        return made;
    }

    private final class Watched extends Socket {
        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {
                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    writingSince = System.nanoTime() | 1;
                    try {
                        out.write(bytes, offset, length);
                    } finally {
                        writingSince = 0;
                    }
                }
            };
        }
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw unused();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw unused();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw unused();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
        throw unused();
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("the library connects sockets itself");
    }
}
