package dev.slipway.ssh.connection;

import dev.slipway.ssh.SshException.Kind;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.transport.TransportException;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one channel, apart from its bytes: opened, given up by us, gone on both sides.
 *
 * <p>A channel that is given up while its command still runs stays open on the server until the command ends, so the
 * two moments differ.
 */
public final class ChannelLife {
    private final CountDownLatch left = new CountDownLatch(1);
    private long growths;
    private boolean opened;
    private boolean gone;
    private @Nullable Kind abandoned;
    private @Nullable SSHException failure;
    private @Nullable Runnable whenLeft;
    private @Nullable Runnable whenGone;

    /** The server has confirmed the channel; answers whether it is to be closed at once, since nobody wants it. */
    synchronized boolean opened() {
        opened = true;
        return abandoned != null;
    }

    /** We want no more of it; answers whether a close must be sent now. */
    synchronized boolean abandon(Kind reason) {
        if (gone || abandoned != null) {
            return false;
        }
        abandoned = reason;
        leave();
        return opened;
    }

    synchronized void failed(SSHException error) {
        failure = error;
    }

    /** Both sides have closed it, or the connection is lost. */
    synchronized void gone() {
        if (gone) {
            return;
        }
        gone = true;
        leave();
        run(whenGone);
    }

    private void leave() {
        if (left.getCount() == 0) {
            return;
        }
        left.countDown();
        notifyAll();
        run(whenLeft);
    }

    /** Runs each callback once: when we no longer use the channel, and when the server has none of it left. */
    synchronized void callbacks(Runnable onLeft, Runnable onGone) {
        whenLeft = onLeft;
        whenGone = onGone;
        if (left.getCount() == 0) {
            onLeft.run();
        }
        if (gone) {
            onGone.run();
        }
    }

    /** Why we gave it up, if we did. */
    public synchronized Optional<Kind> abandoned() {
        return Optional.ofNullable(abandoned);
    }

    /** The error that ended the connection under the channel, if one did. */
    public synchronized Optional<SSHException> failure() {
        return Optional.ofNullable(failure);
    }

    public boolean over() {
        return left.getCount() == 0;
    }

    /** Waits until the channel is gone or given up; answers whether it is. */
    public boolean awaitOver(Deadline deadline) throws InterruptedException {
        return left.await(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
    }

    public void awaitOver() throws InterruptedException {
        left.await();
    }

    /** Called when the server takes more bytes. */
    synchronized void windowGrew() {
        growths++;
        notifyAll();
    }

    /** How often the window grew: to be read before the window's size is. */
    synchronized long growths() {
        return growths;
    }

    /** Waits until the window has grown more often than that, or the channel is over. */
    synchronized void awaitGrowth(long seen) throws InterruptedException {
        while (!over() && growths == seen) {
            wait();
        }
    }

    /** Sends a close on another thread, since a write may block. */
    static void closeSoon(Closing closing) {
        Thread.ofVirtual().name("ssh-close").start(() -> {
            try {
                closing.send();
            } catch (TransportException connectionIsGone) {
                // And the channel with it.
            }
        });
    }

    /** The library's way to send a close, which only subclasses of its channels can reach. */
    interface Closing {
        void send() throws TransportException;
    }

    private static void run(@Nullable Runnable callback) {
        if (callback != null) {
            callback.run();
        }
    }
}
