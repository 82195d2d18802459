package dev.slipway.ssh.tunnel;

import java.io.InputStream;
import java.io.OutputStream;

/** One TCP connection on the remote side. Closing {@link #output} sends the end of the stream; closing this ends all. */
interface FarEnd extends AutoCloseable {
    InputStream input();

    OutputStream output();

    @Override
    void close();
}
