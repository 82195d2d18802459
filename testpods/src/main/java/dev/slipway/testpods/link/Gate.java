package dev.slipway.testpods.link;

import java.util.concurrent.CountDownLatch;

/** Passes, or holds back all who come, until it is opened. */
final class Gate {
    private volatile CountDownLatch latch = new CountDownLatch(0);

    synchronized void shut() {
        if (latch.getCount() == 0) {
            latch = new CountDownLatch(1);
        }
    }

    synchronized void open() {
        latch.countDown();
    }

    void pass() throws InterruptedException {
        latch.await();
    }
}
