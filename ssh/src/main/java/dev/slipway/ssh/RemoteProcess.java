package dev.slipway.ssh;

import java.io.InputStream;
import java.io.OutputStream;

/** A running remote command with both directions open. Closing it ends the channel, not always the remote process. */
public interface RemoteProcess extends AutoCloseable {
    InputStream stdout();

    OutputStream stdin();

    boolean isOpen();

    @Override
    void close();
}
