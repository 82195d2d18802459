package dev.slipway.cli.deployment;

import dev.slipway.cli.screen.Screen;
import dev.slipway.cli.screen.ShellText;
import dev.slipway.cli.screen.Table;
import dev.slipway.client.deployment.DeploymentPlan;
import dev.slipway.client.deployment.StartDeployment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What {@code start --dry-run} shows. */
final class PlanTable {
    private final StartDeployment request;
    private final DeploymentPlan plan;

    PlanTable(StartDeployment request, DeploymentPlan plan) {
        this.request = request;
        this.plan = plan;
    }

    void show(Screen screen) {
        lines().forEach(screen::line);
    }

    List<String> lines() {
        var table = new Table("PLAN", "")
                .row("deployment", request.name())
                .row("pod", request.pod())
                .row("model", request.model() + "@" + request.revision())
                .row("kind", plan.kind())
                .row("runtime", plan.runtime())
                .row("gpus", gpus())
                .row("memory", plan.gpuUuids().isEmpty() ? "-" : plan.memoryPercent() + " % of each GPU")
                .row("port", Integer.toString(plan.port()))
                .row("arguments from", plan.source());
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("");
        plan.environment().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> lines.add(entry.getKey() + "=" + ShellText.word(entry.getValue()) + " \\"));
        lines.add(ShellText.command(plan.command()));
        if (!plan.notes().isEmpty()) {
            lines.add("");
            plan.notes().forEach(note -> lines.add("note: " + note));
        }
        lines.add("");
        lines.add("Nothing was changed.");
        return lines;
    }

    private String gpus() {
        return plan.gpuIndexes().isEmpty()
                ? "none (CPU)"
                : plan.gpuIndexes().stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
