package dev.slipway.workflows.deployment;

import dev.slipway.workflows.pod.Gpu;
import java.util.List;
import java.util.Map;

/**
 * Everything that a plan depends on beside the specification and the catalogue: what the store knows and what the pod
 * shows at one moment.
 *
 * @param fingerprint machine that ports belong to
 * @param gpus all GPUs of the pod
 * @param runtimes that are installed and usable, newest first
 * @param ports the range that may be used, and what is taken of it
 * @param modelBytes size of the model as the store or the Hub tells it; 0 when unknown
 */
public record PlanInputs(
        String fingerprint, List<GpuLoad> gpus, List<PodRuntime> runtimes, Ports ports, long modelBytes) {
    public PlanInputs {
        gpus = List.copyOf(gpus);
        runtimes = List.copyOf(runtimes);
    }

    /** The same with the size of the model, in bytes. */
    public PlanInputs withModelBytes(long bytes) {
        return new PlanInputs(fingerprint, gpus, runtimes, ports, bytes);
    }

    /**
     * A GPU and who uses it.
     *
     * @param gpu with its free memory of this moment
     * @param takenPermille sum of the shares that are leased, in thousandths
     * @param lastTurn when it was last chosen, as a text that sorts by time; empty: never
     * @param holders processes that hold its memory, for messages
     */
    public record GpuLoad(Gpu gpu, int takenPermille, String lastTurn, List<String> holders) {
        public GpuLoad {
            holders = List.copyOf(holders);
        }
    }

    /**
     * A runtime of the pod.
     *
     * @param name its name
     * @param path folder of its environment
     * @param vllm exact version
     * @param gpuCount number of GPUs that it sees; 0: it computes on the CPU
     */
    public record PodRuntime(String name, String path, String vllm, int gpuCount) {}

    /**
     * Ports of the machine.
     *
     * @param first lowest that Slipway uses by itself
     * @param last highest, included
     * @param taken ports that are leased or listened on, and by whom; the text may be empty
     */
    public record Ports(int first, int last, Map<Integer, String> taken) {
        public Ports {
            taken = Map.copyOf(taken);
        }
    }
}
