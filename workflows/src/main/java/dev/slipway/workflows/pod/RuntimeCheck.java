package dev.slipway.workflows.pod;

import java.util.List;

/**
 * A runtime, as it says itself when vLLM is imported.
 *
 * @param name name of the runtime
 * @param path its folder on the pod
 * @param exitCode of the import; 124 when it took too long
 * @param vllm exact version, for example {@code 0.32.0}
 * @param torch exact version, for example {@code 2.13.0+cu130}
 * @param cuda CUDA version that torch was built for; empty for a CPU build
 * @param python exact version
 * @param platform {@code cuda} or {@code cpu}: what vLLM would run on here
 * @param gpus number of GPUs that it sees
 * @param log last lines of what it said, when the import failed
 * @param processes ids of processes that run from it
 */
public record RuntimeCheck(
        String name,
        String path,
        int exitCode,
        String vllm,
        String torch,
        String cuda,
        String python,
        String platform,
        int gpus,
        List<String> log,
        List<Long> processes) {
    public RuntimeCheck {
        log = List.copyOf(log);
        processes = List.copyOf(processes);
    }

    public boolean works() {
        return exitCode == 0 && !vllm.isEmpty();
    }
}
