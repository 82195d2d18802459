package dev.slipway.workflows.deployment;

import dev.slipway.workflows.model.DownloadResult;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A pod with one GPU, in memory: what runs on it, and how often each job was started. */
final class FakePod implements PlanActivities, ServerActivities, ModelStep {
    private final Faults faults;
    private final FakeRecords records;
    private final Set<String> processes = new LinkedHashSet<>();
    private final Set<String> started = new LinkedHashSet<>();

    FakePod(Faults faults, FakeRecords records) {
        this.faults = faults;
        this.records = records;
    }

    @Override
    public ServerPlan plan(ServerSpec spec) {
        faults.before("plan");
        int port = spec.port() == 0 ? records.lowestFreePort() : spec.port();
        return new ServerPlan(
                List.of("GPU-0"),
                List.of(0),
                30,
                port,
                "release",
                "/runtimes/release",
                List.of("/runtimes/release/bin/vllm", "serve", spec.model(), "--revision", "main", "--port", "" + port),
                Map.of(),
                "computed",
                List.of("A note of the plan."),
                "chat",
                List.of(spec.name(), spec.model()),
                "main",
                "127.0.0.1",
                List.of(),
                1L << 30);
    }

    @Override
    public String checkRuntime(String pod, ServerPlan plan) {
        faults.before("checkRuntime");
        return "0.32.0";
    }

    @Override
    public DownloadResult ensure(ModelRequest request) {
        faults.before("ensure");
        return new DownloadResult(request.runId(), request.repository(), "c0ffee", "/models/c0ffee", 1L << 30, 0);
    }

    @Override
    public void launch(LaunchRequest request) {
        faults.before("launch");
        begin(request.jobId());
    }

    @Override
    public ReadyResult awaitReady(ReadyRequest request) {
        faults.before("awaitReady");
        return new ReadyResult(15_000, 120, "/v1/completions");
    }

    @Override
    public int drain(InstanceRef instance, int seconds) {
        faults.before("drain");
        return 0;
    }

    @Override
    public void terminate(InstanceRef instance) {
        faults.before("terminate");
        synchronized (this) {
            processes.removeIf(job -> job.endsWith(".serve." + instance.instance()));
        }
    }

    @Override
    public String awaitMemory(InstanceRef instance) {
        faults.before("awaitMemory");
        return "";
    }

    /** The server of a job, never twice. */
    synchronized void begin(String jobId) {
        if (started.add(jobId)) {
            processes.add(jobId);
        }
    }

    synchronized Set<String> processes() {
        return Set.copyOf(processes);
    }

    synchronized Set<String> started() {
        return Set.copyOf(started);
    }
}
