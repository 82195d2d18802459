package dev.slipway.ssh.connection;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The sending side of a channel, which writes only what the other side has room for.
 *
 * <p>The library's own stream waits for room while it holds a lock that the thread which reads the connection takes when
 * the channel ends: a command that ends without reading its input would freeze all channels for 30 s, and a reader that
 * pauses that long would be an error.
 */
final class WindowedOutput extends OutputStream {
    private static final int CHUNK = 32 * 1024;

    private final ChannelLife life;
    private final LongSupplier room;
    private final Supplier<OutputStream> library;
    /** Bytes that the library holds back until it is flushed. */
    private long pending;

    WindowedOutput(ChannelLife life, LongSupplier room, Supplier<OutputStream> library) {
        this.life = life;
        this.room = room;
        this.library = library;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        var end = offset + length;
        for (var at = offset; at < end; ) {
            var count = (int) Math.min(Math.min(CHUNK, end - at), awaitRoom());
            library.get().write(bytes, at, count);
            pending += count;
            at += count;
            if (pending >= CHUNK) {
                flush();
            }
        }
    }

    @Override
    public synchronized void flush() throws IOException {
        if (pending > 0) {
            library.get().flush();
            pending = 0;
        }
    }

    /** Sends the end of the stream. */
    @Override
    public synchronized void close() throws IOException {
        if (life.over()) {
            return;
        }
        flush();
        library.get().close();
    }

    /** Waits until the other side has room for at least one byte more than is pending, and answers for how many. */
    private long awaitRoom() throws IOException {
        while (!life.over()) {
            var seen = life.growths();
            var free = room.getAsLong() - pending;
            if (free > 0) {
                return free;
            }
            if (pending > 0) {
                flush();
                continue;
            }
            pause(seen);
        }
        throw new IOException("the channel is closed");
    }

    private void pause(long seen) throws IOException {
        try {
            life.awaitGrowth(seen);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException().initCause(e);
        }
    }
}
