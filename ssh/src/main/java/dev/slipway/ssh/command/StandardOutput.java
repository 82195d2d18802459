package dev.slipway.ssh.command;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The library's stream waits for data even when asked for none, which blocks {@link InputStream#readNBytes(int)}. */
final class StandardOutput extends FilterInputStream {
    StandardOutput(InputStream library) {
        super(library);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return length == 0 ? 0 : super.read(buffer, offset, length);
    }

    /** Closing the library's stream alone would end the whole connection when more output comes. */
    @Override
    public void close() {}
}
