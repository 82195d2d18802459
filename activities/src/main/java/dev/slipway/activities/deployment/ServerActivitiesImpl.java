package dev.slipway.activities.deployment;

import dev.slipway.activities.connection.Heartbeats;
import dev.slipway.workflows.deployment.InstanceRef;
import dev.slipway.workflows.deployment.LaunchRequest;
import dev.slipway.workflows.deployment.ReadyRequest;
import dev.slipway.workflows.deployment.ReadyResult;
import dev.slipway.workflows.deployment.ServerActivities;
import dev.slipway.workflows.deployment.ServerPlan;
import io.temporal.activity.Activity;
import jakarta.inject.Singleton;

/** What is done with a server, from its launch to its end. */
@Singleton
public final class ServerActivitiesImpl implements ServerActivities {
    private final ServerLaunch launch;
    private final ServerReadiness readiness;
    private final ServerEnd end;

    ServerActivitiesImpl(ServerLaunch launch, ServerReadiness readiness, ServerEnd end) {
        this.launch = launch;
        this.readiness = readiness;
        this.end = end;
    }

    @Override
    public String checkRuntime(String pod, ServerPlan plan) {
        return launch.version(pod, plan);
    }

    @Override
    public void launch(LaunchRequest request) {
        launch.launch(request);
    }

    @Override
    public ReadyResult awaitReady(ReadyRequest request) {
        return readiness.await(request, Activity.getExecutionContext());
    }

    @Override
    public int drain(InstanceRef instance, int seconds) {
        return Heartbeats.during(Activity.getExecutionContext(), null, () -> end.drain(instance, seconds));
    }

    /** A cancellation does not stop it half-way. */
    @Override
    public void terminate(InstanceRef instance) {
        Heartbeats.duringAll(Activity.getExecutionContext(), null, () -> {
            end.terminate(instance);
            return true;
        });
    }

    @Override
    public String awaitMemory(InstanceRef instance) {
        return Heartbeats.during(Activity.getExecutionContext(), null, () -> end.awaitMemory(instance));
    }
}
