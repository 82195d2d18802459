package dev.slipway.activities.pod;

import dev.slipway.activities.connection.PodConnection;
import dev.slipway.ssh.Command;
import dev.slipway.workflows.pod.GpuFacts;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a pod is busy with at this moment, in one round trip: its GPUs, who holds their memory, and its ports. */
@Singleton
public final class LoadLook {
    private static final String SCRIPT = LookScripts.joined("say.sh", "ports.sh", "gpus.sh");
    /** Four questions to nvidia-smi with 20 s each, of which at most one hangs, and some more. */
    private static final Duration TIMEOUT = Duration.ofSeconds(45);

    private final PodInventory inventory;

    LoadLook(PodInventory inventory) {
        this.inventory = inventory;
    }

    /**
     * Looks, and stores what GPUs there are, so that they can be reserved.
     *
     * @throws io.temporal.failure.ApplicationFailure with the code of what went wrong on the way
     */
    public Load at(PodConnection pod) {
        String answer = pod.call(() -> WholeAnswer.of(pod.control().run(Command.script(TIMEOUT, SCRIPT, List.of()))));
        FactLines lines = FactLines.of(answer);
        GpuFacts gpus = new GpuFactsParser(lines).parse();
        inventory.gpus(pod.row().name(), gpus);
        Set<Integer> ports = lines.all("port").stream().map(Integer::valueOf).collect(Collectors.toSet());
        return new Load(gpus, ports);
    }

    /**
     * What was seen.
     *
     * @param gpus the GPUs, with their free memory
     * @param ports TCP ports that somebody listens on
     */
    public record Load(GpuFacts gpus, Set<Integer> ports) {
        public Load {
            ports = Set.copyOf(ports);
        }
    }
}
