package dev.slipway.cli.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.screen.Quantities;
import dev.slipway.cli.screen.Table;
import java.util.StringJoiner;

/** What is known of a pod's machine, in a few rows for people; {@code -o json} has all of it. */
final class MachineRows {
    private final JsonNode facts;

    MachineRows(JsonNode facts) {
        this.facts = facts;
    }

    /** Adds the rows; none where the pod was not looked at yet. */
    void addTo(Table table) {
        JsonNode machine = facts.path("machine");
        if (machine.isMissingNode()) {
            return;
        }
        table.row("machine", machine(machine))
                .row("user", machine.path("user").asText() + rights(machine))
                .row("free disk", freeDisk(machine.path("freeMiB")))
                .row("GPU driver", driver(facts.path("gpus")))
                .row("Hub cache", facts.at("/storage/hubCache").asText());
    }

    private static String machine(JsonNode machine) {
        return "%s, %s, %d CPUs, %s memory"
                .formatted(
                        machine.path("osName").asText(),
                        machine.path("architecture").asText(),
                        machine.path("cpus").asInt(),
                        Quantities.gpuMemory(machine.path("memoryTotalMiB").asLong()));
    }

    private static String rights(JsonNode machine) {
        if (machine.path("root").asBoolean()) {
            return "";
        }
        return machine.path("sudo").asBoolean() ? " (may use sudo)" : " (not root, no sudo)";
    }

    private static String freeDisk(JsonNode freeMiB) {
        var parts = new StringJoiner(", ");
        freeMiB.properties()
                .forEach(entry -> parts.add(entry.getKey() + " "
                        + Quantities.gpuMemory(entry.getValue().asLong())));
        return parts.toString();
    }

    private static String driver(JsonNode gpus) {
        if (gpus.path("state").asText().equals("PRESENT")) {
            return gpus.path("driver").asText() + ", CUDA " + gpus.path("cuda").asText();
        }
        String message = gpus.path("message").asText();
        return message.isEmpty() ? "-" : message;
    }
}
