package dev.slipway.api.gateway;

import dev.slipway.store.deployment.DeploymentRow;
import dev.slipway.store.deployment.InstanceRow;
import dev.slipway.store.json.Json;
import dev.slipway.workflows.deployment.ServerPlan;

/** A deployment that can answer, and its server. */
record Route(DeploymentRow deployment, InstanceRow server) {
    /** Whether the server knows itself under a name, so that the body need not be changed. */
    boolean answersTo(String name) {
        return server.modelId().equals(name)
                || Json.read(server.plan(), ServerPlan.class).servedNames().contains(name);
    }
}
