package dev.slipway.workflows.deployment;

import dev.slipway.workflows.failure.FailureCode;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The port of a server: the one asked for, else the lowest free one of the range.
 *
 * @param port the choice
 * @param others further free ones, in order; empty when one was asked for
 */
record PortChoice(int port, List<Integer> others) {
    /** Enough for as many starts at the same moment; more would only swell the payload. */
    private static final int OTHERS = 32;

    private static final int EPHEMERAL_FIRST = 32_768;
    private static final int EPHEMERAL_LAST = 60_999;

    static PortChoice choose(int wanted, PlanInputs.Ports ports) throws PlanRefused {
        if (wanted > 0) {
            refuseTaken(wanted, ports);
            return new PortChoice(wanted, List.of());
        }
        List<Integer> free = IntStream.rangeClosed(ports.first(), ports.last())
                .filter(port -> !ports.taken().containsKey(port))
                .limit(OTHERS + 1L)
                .boxed()
                .toList();
        if (free.isEmpty()) {
            throw new PlanRefused(
                    FailureCode.PORT_RANGE_EXHAUSTED,
                    "All ports from " + ports.first() + " to " + ports.last() + " of the pod are taken.");
        }
        return new PortChoice(free.getFirst(), free.subList(1, free.size()));
    }

    /** The kernel gives such a port to any program that asks for none in particular. */
    boolean ephemeral() {
        return port >= EPHEMERAL_FIRST && port <= EPHEMERAL_LAST;
    }

    private static void refuseTaken(int wanted, PlanInputs.Ports ports) throws PlanRefused {
        String holder = ports.taken().get(wanted);
        if (holder != null) {
            String by = holder.isEmpty() ? "somebody else" : holder;
            throw new PlanRefused(FailureCode.PORT_TAKEN, "Port " + wanted + " of the pod is taken by " + by + ".");
        }
    }
}
