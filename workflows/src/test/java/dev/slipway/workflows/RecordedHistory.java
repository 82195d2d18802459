package dev.slipway.workflows;

import dev.slipway.workflows.deployment.DeploymentWorld;
import dev.slipway.workflows.deployment.StartWorld;
import dev.slipway.workflows.deployment.StopWorld;
import dev.slipway.workflows.model.DownloadWorld;
import dev.slipway.workflows.model.RemovalWorld;
import dev.slipway.workflows.pod.SetUpWorld;
import dev.slipway.workflows.testing.FaultKind;
import dev.slipway.workflows.testing.OneFault;
import dev.slipway.workflows.testing.World;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import java.util.List;
import java.util.function.Supplier;

/**
 * A path of a workflow whose history is checked in.
 *
 * @param name of its file
 * @param recording takes the path, and answers its history
 */
record RecordedHistory(String name, Supplier<WorkflowExecutionHistory> recording) {
    static final String FOLDER = "histories";

    /** One for each path: success, failure, cancellation, and where a workflow goes round in a loop. */
    static List<RecordedHistory> all() {
        return List.of(
                of("set-up/bare", () -> new SetUpWorld(OneFault.none())),
                of("set-up/ready", () -> new SetUpWorld(OneFault.none()).ready()),
                of("set-up/failed", () -> new SetUpWorld(OneFault.in("runtime", FaultKind.FAIL_MIDWAY))),
                of("set-up/cancelled", () -> new SetUpWorld(OneFault.in("runtime", FaultKind.CANCEL_MIDWAY))),
                of("download/missing", () -> new DownloadWorld(OneFault.none())),
                of("download/verified", () -> new DownloadWorld(OneFault.none()).verified()),
                of("download/bad-line", () -> new DownloadWorld(OneFault.none()).onABadLine()),
                of("download/failed", () -> new DownloadWorld(OneFault.in("verify", FaultKind.FAIL_MIDWAY))),
                of("download/cancelled", () -> new DownloadWorld(OneFault.in("download", FaultKind.CANCEL_MIDWAY))),
                of("removal/done", () -> new RemovalWorld(OneFault.none())),
                of("removal/cancelled", () -> new RemovalWorld(OneFault.in("aside", FaultKind.CANCEL_AFTER))),
                of("start/done", () -> new StartWorld(OneFault.none())),
                of("start/failed", () -> new StartWorld(OneFault.in("ready", FaultKind.FAIL_AFTER))),
                of("start/cancelled", () -> new StartWorld(OneFault.in("ready", FaultKind.CANCEL_BEFORE))),
                of("stop/done", () -> new StopWorld(OneFault.none())),
                of("stop/failed", () -> new StopWorld(OneFault.in("end", FaultKind.FAIL_BEFORE))),
                new RecordedHistory("deployment/started-restarted-stopped", RecordedHistory::deployment));
    }

    String file() {
        return FOLDER + "/" + name + ".json";
    }

    WorkflowExecutionHistory make() {
        return recording.get();
    }

    private static RecordedHistory of(String name, Supplier<World> worlds) {
        return new RecordedHistory(name, () -> {
            try (World world = worlds.get()) {
                return taken(world);
            }
        });
    }

    private static WorkflowExecutionHistory taken(World world) {
        WorkflowStub stub = world.begin();
        try {
            stub.getResult(Object.class);
        } catch (WorkflowFailedException asWanted) {
            // The history tells.
        }
        return world.bench().client().fetchHistory(stub.getExecution().getWorkflowId());
    }

    private static WorkflowExecutionHistory deployment() {
        try (var world = new DeploymentWorld()) {
            return world.life();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
