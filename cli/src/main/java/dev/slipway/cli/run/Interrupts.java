package dev.slipway.cli.run;

import java.lang.reflect.Proxy;

/**
 * Takes over the signals by which a user or a system asks a command to end. The JDK has no public way to it; the old one is
 * reached by name, and without it a command ends as every Java program does: the run goes on.
 */
final class Interrupts implements AutoCloseable {
    private volatile boolean active = true;

    private Interrupts() {}

    /**
     * From now on Ctrl+C runs {@code interrupted}, and termination and hang-up run {@code ended}: each time on a thread of
     * its own, also while an earlier one still runs.
     */
    static Interrupts to(Runnable interrupted, Runnable ended) {
        var interrupts = new Interrupts();
        interrupts.take("INT", interrupted);
        interrupts.take("TERM", ended);
        interrupts.take("HUP", ended);
        return interrupts;
    }

    private void take(String name, Runnable handler) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    handlerType.getClassLoader(), new Class<?>[] {handlerType}, (self, method, arguments) -> {
                        if (method.getName().equals("handle") && active) {
                            handler.run();
                        }
                        return method.getName().equals("hashCode") ? System.identityHashCode(self) : null;
                    });
            signalType
                    .getMethod("handle", signalType, handlerType)
                    .invoke(null, signalType.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            // Not to be had on this system: the default stays.
        }
    }

    @Override
    public void close() {
        active = false;
    }
}
