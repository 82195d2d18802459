package dev.slipway.api.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.api.Times;
import dev.slipway.client.deployment.Deployment;
import dev.slipway.client.deployment.DeploymentPlan;
import dev.slipway.store.deployment.DeploymentRow;
import dev.slipway.store.deployment.InstanceRow;
import dev.slipway.store.json.Json;
import dev.slipway.workflows.deployment.ServerPlan;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Deployments as the wire has them. */
@Singleton
final class DeploymentViews {
    private final Deployments deployments;

    DeploymentViews(Deployments deployments) {
        this.deployments = deployments;
    }

    /**
     * A deployment.
     *
     * @param seen what its pod shows now, or empty for what is stored
     */
    Deployment view(DeploymentRow row, Optional<Sight> seen, boolean showKey) {
        Optional<InstanceRow> server = deployments.server(row);
        Optional<ServerPlan> plan = server.map(InstanceRow::plan)
                .filter(text -> !text.isEmpty() && !text.equals("{}"))
                .map(text -> Json.read(text, ServerPlan.class));
        return new Deployment(
                row.name(),
                row.pod(),
                row.model(),
                row.revision(),
                plan.map(ServerPlan::runtime).orElse(row.runtime()),
                row.desired().name(),
                seen.map(Sight::status).orElse(row.status().name()),
                seen.map(Sight::code).orElse(row.reasonCode()),
                seen.map(Sight::reason).orElse(row.reason()),
                row.instance(),
                server.map(InstanceRow::port).orElse(0),
                plan.map(ServerPlan::gpuUuids).orElse(List.of()),
                plan.map(ServerPlan::command).orElse(List.of()),
                server.map(InstanceRow::modelId).orElse(""),
                plan.map(ServerPlan::kind).orElse(""),
                Json.read(row.spec(), JsonNode.class).path("expose").asBoolean(),
                showKey ? deployments.apiKey(row).orElse(null) : null,
                row.runId(),
                Times.instant(row.createdAt()),
                server.map(InstanceRow::readyAt).map(Times::instantOrNull).orElse(null),
                Times.instant(row.updatedAt()));
    }

    static DeploymentPlan plan(ServerPlan plan) {
        return new DeploymentPlan(
                plan.gpuUuids(),
                plan.gpuIndexes(),
                plan.memoryPercent(),
                plan.port(),
                plan.runtime(),
                plan.command(),
                plan.environment(),
                plan.source(),
                plan.notes(),
                plan.kind());
    }
}
