package dev.slipway.workflows.deployment;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.testing.FakeRunActivities;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The store's part in memory. Leases are checked as the real one does: a port is one instance's. */
final class FakeRecords implements DeploymentRecords {
    private final Faults faults;
    private final FakeRunActivities journal;
    private final Map<String, DeploymentState> deployments = new HashMap<>();
    private final Map<String, Integer> ports = new HashMap<>();
    private final List<DeploymentStatus> statuses = new ArrayList<>();
    private int mostLeases;

    FakeRecords(Faults faults, FakeRunActivities journal) {
        this.faults = faults;
        this.journal = journal;
    }

    @Override
    public synchronized DeploymentState load(String name) {
        return deployments.getOrDefault(name, DeploymentState.initial(name));
    }

    @Override
    public void record(DeploymentState state) {
        faults.before("record");
        put(state);
    }

    @Override
    public Reserved reserve(ReserveRequest request) {
        faults.before("reserve");
        return granted(request);
    }

    private synchronized Reserved granted(ReserveRequest request) {
        String key = request.name() + "#" + request.instance();
        Integer held = ports.get(key);
        if (held != null) {
            return new Reserved(held, null);
        }
        int port = request.plan().port();
        if (ports.containsValue(port)) {
            return new Reserved(0, new Failure(FailureCode.PORT_TAKEN, "Port " + port + " is taken."));
        }
        ports.put(key, port);
        mostLeases = Math.max(mostLeases, ports.size());
        return new Reserved(port, null);
    }

    @Override
    public void ready(DeploymentState state) {
        faults.before("ready");
        put(state);
    }

    @Override
    public void released(DeploymentState state) {
        faults.before("released");
        drop(state.name(), state.instance());
        put(state);
    }

    @Override
    public void release(String name, int instance) {
        faults.before("release");
        drop(name, instance);
    }

    @Override
    public boolean runEnded(String runId) {
        return journal.lines(runId).stream()
                .anyMatch(line -> line.startsWith("RUN_FAILED")
                        || line.startsWith("RUN_CANCELLED")
                        || line.startsWith("RUN_DONE"));
    }

    synchronized int lowestFreePort() {
        int port = 8001;
        while (ports.containsValue(port)) {
            port++;
        }
        return port;
    }

    synchronized Map<String, Integer> leases() {
        return Map.copyOf(ports);
    }

    /** Somebody else takes a port. */
    synchronized void take(String key, int port) {
        ports.put(key, port);
    }

    synchronized int mostLeases() {
        return mostLeases;
    }

    synchronized List<DeploymentStatus> statuses() {
        return List.copyOf(statuses);
    }

    synchronized DeploymentState deployment(String name) {
        return load(name);
    }

    synchronized void put(DeploymentState state) {
        deployments.put(state.name(), state);
        if (statuses.isEmpty() || statuses.getLast() != state.status()) {
            statuses.add(state.status());
        }
    }

    private synchronized void drop(String name, int instance) {
        ports.remove(name + "#" + instance);
    }
}
