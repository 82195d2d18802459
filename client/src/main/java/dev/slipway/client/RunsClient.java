package dev.slipway.client;

import static dev.slipway.client.PathText.segment;

import dev.slipway.client.run.Run;
import java.util.List;

/** Runs. */
public final class RunsClient {
    private static final String RUNS = SlipwayClient.BASE + "/runs";

    private final Transport transport;

    RunsClient(Transport transport) {
        this.transport = transport;
    }

    /** The last hundred, newest first. */
    public List<Run> list() {
        return transport.list(RUNS, Run.class);
    }

    /** The last hundred of a pod, newest first. */
    public List<Run> list(String pod) {
        return transport.list(RUNS + "?pod=" + segment(pod), Run.class);
    }

    public Run get(String id) {
        return transport.get(path(id), Run.class);
    }

    /**
     * Follows a run.
     *
     * @param after number of the last event that is already known; 0 for all
     */
    public RunEvents events(String id, long after) {
        return new RunEvents(transport, path(id) + "/events", after);
    }

    /** Asks a run to end; it then undoes what it did. Cancelling an ended run changes nothing. */
    public Run cancel(String id) {
        return transport.send("POST", path(id) + "/cancel", null, Run.class);
    }

    private static String path(String id) {
        return RUNS + "/" + segment(id);
    }
}
