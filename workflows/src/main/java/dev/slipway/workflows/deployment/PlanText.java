package dev.slipway.workflows.deployment;

import java.util.stream.Collectors;

/** A plan in one line, for people. */
final class PlanText {
    private PlanText() {}

    static String oneLine(ServerPlan plan) {
        String where = plan.onGpu()
                ? "GPU " + plan.gpuIndexes().stream().map(String::valueOf).collect(Collectors.joining(", ")) + " at "
                        + plan.memoryPercent() + " %"
                : "CPU";
        return where + ", port " + plan.port() + ", runtime " + plan.runtime() + " (" + plan.source() + ")";
    }
}
