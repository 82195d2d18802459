package dev.slipway.cli.run;

import java.lang.reflect.Proxy;

/**
 * Takes over the signals by which a user or a system asks a command to end. The JDK has no public way to it; the old one is
 * reached by name, and without it a command ends as every Java program does: the run goes on.
 */
final class Interrupts implements AutoCloseable {
    private final Runnable handler;
    private boolean active = true;

    private Interrupts(Runnable handler) {
        this.handler = handler;
    }

    /** From now on, interrupt, termination and hang-up run {@code handler}, one at a time, on a thread of their own. */
    static Interrupts to(Runnable handler) {
        var interrupts = new Interrupts(handler);
        for (String signal : new String[] {"INT", "TERM", "HUP"}) {
            interrupts.take(signal);
        }
        return interrupts;
    }

    private void take(String name) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    handlerType.getClassLoader(), new Class<?>[] {handlerType}, (self, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            raised();
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

    private synchronized void raised() {
        if (active) {
            handler.run();
        }
    }

    @Override
    public void close() {
        active = false;
    }
}
