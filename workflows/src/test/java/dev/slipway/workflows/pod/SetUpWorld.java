package dev.slipway.workflows.pod;

import dev.slipway.workflows.job.JobSpec;
import dev.slipway.workflows.pod.StorageFacts.ModelsPath;
import dev.slipway.workflows.run.Step;
import dev.slipway.workflows.run.TaskQueues;
import dev.slipway.workflows.run.WorkflowIds;
import dev.slipway.workflows.testing.FakeJobs;
import dev.slipway.workflows.testing.FakeRunActivities;
import dev.slipway.workflows.testing.OneFault;
import dev.slipway.workflows.testing.TemporalBench;
import dev.slipway.workflows.testing.World;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.interceptors.WorkerInterceptor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A pod that exists in memory, and the inventory's knowledge of it. Bare at first, with eight GPUs and a mount command. */
public final class SetUpWorld implements World, PodActivities {
    static final SetUpRequest REQUEST = new SetUpRequest("run-1", "a", "release", "auto", "auto");

    private final FakeRunActivities journal = new FakeRunActivities();
    private final FakeJobs jobs;
    private final TemporalBench bench;
    private final Set<String> done = new LinkedHashSet<>();
    private final Set<String> halfMade = new LinkedHashSet<>();
    private final List<String> calls = new ArrayList<>();
    private UnaryOperator<Samples> machine = UnaryOperator.identity();
    private String status = "NEW";
    private String users = "";
    private boolean verified;

    SetUpWorld() {
        this(OneFault.none());
    }

    public SetUpWorld(OneFault fault, WorkerInterceptor... more) {
        jobs = new FakeJobs(this::begin, job -> fault.midway(), this::finish);
        bench = new TemporalBench(
                List.of(SetUpPodWorkflowImpl.class, InspectPodWorkflowImpl.class, PlanSetUpWorkflowImpl.class),
                List.of(journal, jobs, this),
                Stream.concat(Stream.of(fault), Stream.of(more)).toArray(WorkerInterceptor[]::new));
    }

    /** A pod as a set-up left it. */
    public SetUpWorld ready() {
        return already(SetUpPlan.NAMES.toArray(new String[0]));
    }

    /** Steps that were done before. */
    SetUpWorld already(String... steps) {
        done.addAll(List.of(steps));
        return this;
    }

    /** The pod differs from the bare one. */
    SetUpWorld but(UnaryOperator<Samples> difference) {
        machine = difference;
        return this;
    }

    /** A runtime that must be built anew, and deployments that run from it. */
    public SetUpWorld withBrokenRuntimeInUse() {
        var broken = Samples.check("release", 1, 0, List.of("ImportError"), List.of());
        users = "chat, search";
        return already(SetUpPlan.RUNTIME).but(now -> now.runtime(broken));
    }

    @Override
    public List<Step> steps() {
        return SetUpSteps.ALL;
    }

    @Override
    public TemporalBench bench() {
        return bench;
    }

    @Override
    public FakeRunActivities journal() {
        return journal;
    }

    @Override
    public WorkflowStub begin() {
        return begin(REQUEST);
    }

    WorkflowStub begin(SetUpRequest request) {
        return begin("SetUpPodWorkflow", WorkflowIds.setUp(request.pod()), request);
    }

    /** Looks at the pod, and stores what is there. */
    public void inspect() {
        begin("InspectPodWorkflow", WorkflowIds.inspect("a"), "a").getResult(PodFacts.class);
    }

    private WorkflowStub begin(String workflow, String id, Object input) {
        WorkflowStub stub = bench.client()
                .newUntypedWorkflowStub(
                        workflow,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.CONTROL)
                                .setWorkflowId(id)
                                .build());
        stub.start(input);
        return stub;
    }

    @Override
    public void close() {
        bench.close();
    }

    @Override
    public synchronized Set<String> leftBehind() {
        var left = new LinkedHashSet<String>();
        jobs.running().forEach(job -> left.add("job " + job));
        halfMade.forEach(thing -> left.add("half made: " + thing));
        if (done.contains(SetUpPlan.RUNTIME) && !verified) {
            left.add("a runtime that nobody verified");
        }
        if (!status.startsWith("FAILED")) {
            left.add("status " + status);
        }
        return left;
    }

    @Override
    public synchronized Object achieved() {
        return done + " " + status + " " + jobs.executed().size() + " jobs";
    }

    synchronized String status() {
        return status;
    }

    List<String> calls() {
        return calls;
    }

    FakeJobs jobs() {
        return jobs;
    }

    synchronized Set<String> done() {
        return new LinkedHashSet<>(done);
    }

    @Override
    public synchronized PodAccess beginSetUp(String pod) {
        status = "SETTING_UP";
        calls.add("begin");
        return access();
    }

    @Override
    public synchronized PodAccess connect(String pod) {
        return access();
    }

    @Override
    public synchronized PodFacts gatherFacts(FactsRequest asked) {
        calls.add("facts");
        Samples now = Samples.bare().h100(8);
        if (done.contains(SetUpPlan.PACKAGES)) {
            now = now.tools("g++");
        }
        if (done.contains(SetUpPlan.TOOLKIT)) {
            now = now.tools("nvcc");
        }
        if (done.contains(SetUpPlan.STORAGE)) {
            now = now.storage(true, ModelsPath.WRITABLE);
        }
        if (done.contains(SetUpPlan.UV)) {
            now = now.uv(RuntimeBuild.UV_VERSION).python("3.12.4", true);
        }
        if (done.contains(SetUpPlan.RUNTIME)) {
            now = now.runtime(asked.runtime(), 8);
            verified = true;
        }
        return machine.apply(now).facts();
    }

    @Override
    public String runtimeUsers(String pod, String runtime) {
        return users;
    }

    @Override
    public void recordFacts(String pod, PodFacts facts) {}

    @Override
    public synchronized void recordSetUp(SetUpRecord record) {
        calls.add("record");
        status = "READY " + record.modelsPath();
    }

    @Override
    public synchronized void recordFailure(String pod, String reason) {
        status = "FAILED " + reason;
    }

    private static PodAccess access() {
        return Samples.pod("mount -t nfs nas:/m /models", "");
    }

    private synchronized void begin(JobSpec job) {
        // What the package manager and the mount command do is whole or not there.
        if (Set.of(SetUpPlan.UV, SetUpPlan.RUNTIME).contains(job.step())) {
            halfMade.add(job.step());
        }
    }

    private synchronized void finish(JobSpec job) {
        if (job.step().startsWith("undo-")) {
            String step = job.step().substring("undo-".length());
            halfMade.remove(step);
            if (step.equals(SetUpPlan.RUNTIME)) {
                done.remove(step); // this run made it
            }
            return;
        }
        halfMade.remove(job.step());
        done.add(job.step());
    }
}
