package dev.slipway.workflows.deployment;

import static dev.slipway.workflows.failure.FailureCode.*;

import java.util.List;

/**
 * What vLLM, CUDA, torch and the Hub say when a server does not start. In order: what names a cause stands before what
 * may follow from it. The texts are those of vLLM 0.6 to 0.32; whole logs of each are in the tests.
 */
final class FailureRules {
    private static final String NUMBER = "([\\d.,]+)";

    static final List<FailureRule> ALL = List.of(
            // What the user wrote
            FailureRule.of(
                    BAD_ARGUMENT, "error: unrecognized arguments: (.+)$", "vLLM does not know the argument {1}."),
            FailureRule.of(BAD_ARGUMENT, "error: argument (\\S+?): (.+)$", "vLLM refuses the argument {1}: {2}."),
            FailureRule.of(BAD_ARGUMENT, "error: ambiguous option: (.+)$", "The vLLM argument is ambiguous: {1}."),
            FailureRule.of(
                    PARSER_UNKNOWN,
                    "invalid tool call parser: (\\S+)",
                    "This vLLM does not know the tool call parser {1}."),
            FailureRule.of(
                    PARSER_UNKNOWN,
                    "(?:invalid reasoning parser: |[Rr]easoning parser '?)(\\S+?)'?(?: \\(| is not| not found| does not)",
                    "This vLLM does not know the reasoning parser {1}."),
            FailureRule.of(
                    PORT_TAKEN,
                    "(?:\\[Errno 98\\]|error while attempting to bind on address|EADDRINUSE).*?[Aa]ddress already in use",
                    "The server's port is taken by another process."),
            FailureRule.of(PORT_TAKEN, "[Aa]ddress already in use", "The server's port is taken by another process."),
            // The Hub
            FailureRule.of(
                    REPOSITORY_GATED,
                    "401 Client Error[\\s\\S]{0,300}?[Cc]annot access gated repo for url \\S+?://[^/\\s]+/(?:api/models/)?([^/\\s]+/[^/\\s]+)",
                    "{1} is gated, and no token of an account with access was given."),
            FailureRule.of(
                    REPOSITORY_GATED,
                    "[Cc]annot access gated repo for url \\S+?://[^/\\s]+/(?:api/models/)?([^/\\s]+/[^/\\s]+)",
                    "{1} is gated, and the account of the HF_TOKEN has no access to it."),
            FailureRule.of(
                    REPOSITORY_GATED,
                    "trying to access a gated repo[\\s\\S]{0,200}?https?://[^/\\s]+/([\\w.-]+/[\\w-]+(?:\\.[\\w-]+)*)",
                    "{1} is gated, and no token with access to it was given."),
            FailureRule.of(
                    REVISION_NOT_FOUND,
                    "^OSError: (\\S+) is not a valid git identifier",
                    "The revision {1} does not exist in the model's repository."),
            FailureRule.of(
                    REVISION_NOT_FOUND,
                    "Revision Not Found for url: \\S+?/(?:resolve|revision|tree)/([^/\\s?]+)",
                    "The revision {1} does not exist in the model's repository."),
            FailureRule.of(
                    HUB_TOKEN_REJECTED,
                    "Invalid credentials in Authorization header|Invalid user token",
                    "The Hub rejects the HF_TOKEN."),
            FailureRule.of(
                    REPOSITORY_NOT_FOUND,
                    "(?:^|: )([\\w.-]+/[\\w.-]+) is not a local folder and is not a valid model identifier",
                    "The Hub has no model {1}, or shows it to other accounts only."),
            FailureRule.of(
                    REPOSITORY_NOT_FOUND,
                    "(?:Repository Not Found for url: |404 Client Error[^\\n]*?url:? )\\S+?://[^/\\s]+/(?:api/models/)?([^/\\s]+/[^/\\s]+)",
                    "The Hub has no model {1}, or shows it to other accounts only."),
            FailureRule.of(
                    REPOSITORY_NOT_FOUND,
                    "RepositoryNotFoundError",
                    "The Hub does not know the model, or shows it to other accounts only."),
            FailureRule.of(
                    HUB_TOKEN_REJECTED,
                    "Client [Ee]rror '?:?\\s*401 Unauthorized|401 Client Error",
                    "The Hub answers 401: it does not accept the HF_TOKEN."),
            FailureRule.of(
                    REPOSITORY_GATED,
                    "Client [Ee]rror '?:?\\s*403 Forbidden|403 Client Error",
                    "The Hub answers 403: the account of the HF_TOKEN has no access to the model."),
            FailureRule.of(
                    HUB_UNREACHABLE,
                    "couldn't connect to '?([^'\\s]+)'? to load",
                    "The pod cannot reach the Hub at {1}, and the model is not in its cache."),
            // The machine
            FailureRule.of(
                    DISK_FULL,
                    "expected file size is: " + NUMBER + " MB\\. The target location (\\S+) only has " + NUMBER
                            + " MB free",
                    "A file of {1} MB does not fit: {2} has {3} MB free."),
            FailureRule.of(
                    DISK_FULL,
                    "No space left on device(?:: '?([^'\\n]+)'?)?",
                    "A disk of the pod is full (while writing {1})."),
            FailureRule.of(
                    DRIVER_TOO_OLD,
                    "NVIDIA driver on your system is too old \\(found version (\\d\\d)0?(\\d+?)0\\)",
                    "The pod's driver supports CUDA {1}.{2} only, which is older than what this runtime was built with."),
            FailureRule.of(
                    DRIVER_TOO_OLD,
                    "CUDA driver version is insufficient for CUDA runtime version",
                    "The pod's NVIDIA driver is older than the CUDA that this runtime was built with."),
            FailureRule.of(
                    GPU_NOT_SUPPORTED,
                    "^(.+) with CUDA capability (sm_\\d+) is not compatible",
                    "This runtime was not built for {1} ({2})."),
            FailureRule.of(
                    GPU_NOT_SUPPORTED,
                    "no kernel image is available",
                    "This runtime was not built for the pod's GPU: it has no kernels for it."),
            FailureRule.of(
                    HOST_MEMORY_SHORT,
                    "Available memory on node \\S+ \\(" + NUMBER + "/" + NUMBER
                            + " ?GiB\\)[\\s\\S]{0,200}?(?:requested|desired)[^\\n]*?\\(?" + NUMBER + " ?GiB",
                    "The pod has {1} of {2} GiB of memory free, and the KV cache wants {3} GiB."),
            FailureRule.of(
                    HOST_MEMORY_SHORT,
                    "Available memory on node[^\\n]*is less than[^\\n]*",
                    "The pod has less memory free than the KV cache wants."),
            FailureRule.of(
                    HOST_MEMORY_SHORT,
                    "Cannot allocate memory|DefaultCPUAllocator: (?:can't|not enough)",
                    "The pod's memory ran out."),
            // GPU memory
            FailureRule.of(
                    GPU_MEMORY_HELD,
                    "Free memory on device (?:\\S+ )?\\(" + NUMBER + "/" + NUMBER
                            + " GiB\\)[^\\n]*less than desired GPU memory utilization \\(" + NUMBER + ", " + NUMBER
                            + " GiB\\)",
                    "Only {1} of {2} GiB of the GPU are free, and the share of {3} wants {4} GiB: another process holds the rest."),
            FailureRule.of(
                    GPU_MEMORY_HELD,
                    "Free memory on device[^\\n]*less than desired GPU memory utilization",
                    "Another process holds memory of the GPU that this share wants."),
            FailureRule.of(
                    CONTEXT_EXCEEDS_CACHE,
                    "To serve at least one request with the models?'s max(?:imum)? seq(?:uence)? len(?:gth)? \\((\\d+)\\)[\\s\\S]{0,600}?estimated maximum model length is (\\d+)",
                    "A context of {1} tokens does not fit the KV cache; --context {2} does."),
            FailureRule.of(
                    CONTEXT_EXCEEDS_CACHE,
                    "max seq len \\((\\d+)\\) is larger than the maximum number of tokens that can be stored in KV cache \\((\\d+)\\)",
                    "A context of {1} tokens does not fit the KV cache; --context {2} does."),
            FailureRule.of(
                    CONTEXT_EXCEEDS_CACHE,
                    "To serve at least one request with the models?'s max seq len \\((\\d+)\\)",
                    "A context of {1} tokens does not fit the KV cache."),
            FailureRule.of(
                    CONTEXT_TOO_LARGE,
                    "User-specified max_model_len \\((\\d+)\\) is greater than the derived max_model_len \\([^)]*?=(\\d+)",
                    "A context of {1} tokens is asked for, and the model's own limit is {2}."),
            FailureRule.of(
                    GPU_OUT_OF_MEMORY,
                    "out of memory\\. Tried to allocate ([\\d.]+ [KMG]iB)\\. GPU (\\d+) has a total capacity of ([\\d.]+ [KMG]iB) of which ([\\d.]+ [KMG]iB) is free",
                    "GPU {2} ran out of memory: {1} more were wanted, and {4} of {3} were free."),
            FailureRule.of(
                    GPU_OUT_OF_MEMORY,
                    "torch\\.(?:cuda\\.)?OutOfMemoryError|CUDA out of memory|CUDA error: out of memory",
                    "A GPU ran out of memory while the model was loaded or profiled."),
            FailureRule.of(
                    GPU_OUT_OF_MEMORY,
                    "No available memory for the cache blocks",
                    "The weights leave no memory for the KV cache: a larger --memory share or more GPUs are needed."),
            // The model
            FailureRule.of(
                    WEIGHTS_BROKEN, "SafetensorError: ([^\\n]+)", "A file of the model's weights is damaged: {1}."),
            FailureRule.of(
                    WEIGHTS_BROKEN,
                    "(?:UnpicklingError|PytorchStreamReader failed)[^\\n]*",
                    "A file of the model's weights is damaged."),
            FailureRule.of(
                    MODEL_UNSUPPORTED,
                    "model type `([^`]+)` but Transformers does not recognize this architecture",
                    "This runtime does not know the model type {1}."),
            FailureRule.of(
                    MODEL_UNSUPPORTED,
                    "Model architectures? \\[?'?([\\w, ']+?)'?\\]? (?:are|is) not supported",
                    "This runtime does not know the architecture {1}."),
            FailureRule.of(
                    MODEL_UNSUPPORTED,
                    "does not recognize this architecture|No model architectures are specified",
                    "This runtime does not know the model's architecture."),
            // The engine
            FailureRule.of(
                    ENGINE_TIMEOUT,
                    "Timed out waiting for engine core processes to start",
                    "The engine was not ready within vLLM's own time: slow storage, or many shards."));

    private FailureRules() {}
}
