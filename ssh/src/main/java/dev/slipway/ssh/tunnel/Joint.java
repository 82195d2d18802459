package dev.slipway.ssh.tunnel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** A local and a remote connection, copied into each other, each end of stream handed on by itself. */
final class Joint {
    private static final int CHUNK = 32 * 1024;

    private final Socket client;
    private final FarEnd far;

    Joint(Socket client, FarEnd far) {
        this.client = client;
        this.far = far;
    }

    /** Copies until the remote side has ended, or either breaks. */
    void run() throws IOException {
        var sender = Thread.ofVirtual().name("ssh-tunnel-send").start(this::send);
        try {
            copy(far.input(), client.getOutputStream());
            client.shutdownOutput();
        } finally {
            close();
            sender.interrupt();
        }
    }

    private void send() {
        try {
            copy(client.getInputStream(), far.output());
            far.output().close();
        } catch (IOException e) {
            close();
        }
    }

    private static void copy(InputStream from, OutputStream into) throws IOException {
        var buffer = new byte[CHUNK];
        for (int count; (count = from.read(buffer)) >= 0; ) {
            into.write(buffer, 0, count);
            into.flush();
        }
    }

    void close() {
        far.close();
        LocalPort.closeQuietly(client);
    }
}
