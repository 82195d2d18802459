package dev.slipway.ssh.tunnel;

import dev.slipway.ssh.SshException;
import dev.slipway.ssh.SshException.Kind;
import dev.slipway.ssh.command.Commands;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Connections for the relay. Each relayed TCP connection needs a session, and a server allows few of them a connection,
 * so more connections are made as they are needed.
 */
public final class Lanes {
    private final String name;
    private final List<Commands> connections;
    private final List<AtomicInteger> used;
    private final int widthOfEach;

    /**
     * @param connections ways to run commands on the machine, each on a connection of its own, which is made when used
     * @param widthOfEach sessions at a time on each
     */
    public Lanes(String name, List<Commands> connections, int widthOfEach) {
        this.name = name;
        this.connections = List.copyOf(connections);
        this.used = connections.stream().map(each -> new AtomicInteger()).toList();
        this.widthOfEach = widthOfEach;
    }

    Commands first() {
        return connections.getFirst();
    }

    /** A place on the first connection that has one left; the first ones stay warm and the last ones close as idle. */
    Lane take() throws SshException {
        for (var index = 0; index < connections.size(); index++) {
            var count = used.get(index);
            if (count.incrementAndGet() <= widthOfEach) {
                return new Lane(connections.get(index), count, new AtomicBoolean());
            }
            count.decrementAndGet();
        }
        throw new SshException(
                Kind.CHANNEL_REFUSED,
                "All %d places of the relay to %s are taken.".formatted(connections.size() * widthOfEach, name));
    }

    /** One place; closing it gives it back, once. */
    record Lane(Commands commands, AtomicInteger count, AtomicBoolean closed) implements AutoCloseable {
        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                count.decrementAndGet();
            }
        }
    }
}
