package dev.slipway.activities.deployment;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * Where a server's processes meet and keep what is temporary: vLLM leaves sockets, stores and locks behind, so they get a
 * folder that goes with the server. Short, because the path of a socket has at most 107 characters.
 */
final class SocketFolder {
    /** What vLLM and its libraries read; the pod's own variables win. */
    static final List<String> VARIABLES = List.of("VLLM_RPC_BASE_PATH", "TMPDIR");

    /**
     * Job: makes the folder, for this user only, and becomes the server, which finds the programs of its runtime
     * (kernels are compiled by them). {@code FOLDER COMMAND...}.
     */
    static final String LAUNCH = """
            mkdir -m 700 "$1" || exit 1
            shift
            PATH=${1%/*}:$PATH
            exec "$@"
            """;

    /** {@code FOLDER}: removes it. */
    static final String REMOVE = "rm -rf -- \"$1\"";

    private static final int DIGITS = 16;

    private SocketFolder() {}

    /** The same for every attempt of a job, and another one for every other job. */
    static String of(String jobId) {
        String digest = UUID.nameUUIDFromBytes(jobId.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
        return "/tmp/slipway-" + digest.substring(0, DIGITS);
    }
}
