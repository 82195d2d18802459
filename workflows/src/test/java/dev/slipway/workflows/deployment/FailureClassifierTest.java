package dev.slipway.workflows.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole logs: src/test/resources/vllm-logs/README.md says which of them are captured and which are written. */
final class FailureClassifierTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            unknown-argument          |   2 | BAD_ARGUMENT          | vLLM does not know the argument --no-such-option 3.
            bad-value                 |   2 | BAD_ARGUMENT          | vLLM refuses the argument --max-model-len: invalid human_readable_int_or_auto value: 'many'.
            bad-dtype                 |   2 | BAD_ARGUMENT          | vLLM refuses the argument --dtype: invalid choice: 'int4'
            unknown-tool-parser       |   1 | PARSER_UNKNOWN        | This vLLM does not know the tool call parser nosuch.
            unknown-reasoning-parser  |   1 | PARSER_UNKNOWN        | This vLLM does not know the reasoning parser nosuch.
            port-taken                |   1 | PORT_TAKEN            | The server's port is taken by another process.
            gated                     |   1 | REPOSITORY_GATED      | slipway/gated is gated, and no token of an account with access was given.
            gated-with-token          |   1 | REPOSITORY_GATED      | slipway/gated is gated, and the account of the HF_TOKEN has no access to it.
            token-rejected            |   1 | HUB_TOKEN_REJECTED    | The Hub rejects the HF_TOKEN.
            missing-repository        |   1 | REPOSITORY_NOT_FOUND  | The Hub has no model slipway/nothing-here, or shows it to other accounts only.
            missing-revision          |   1 | REVISION_NOT_FOUND    | The revision nope does not exist in the model's repository.
            hub-unreachable           |   1 | HUB_UNREACHABLE       | The pod cannot reach the Hub at http://127.0.0.1:9, and the model is not in its cache.
            unsupported-architecture  |   1 | MODEL_UNSUPPORTED     | This runtime does not know the model type qwen99.
            architecture-list         |   1 | MODEL_UNSUPPORTED     | This runtime does not know the architecture Qwen9ForCausalLM.
            broken-safetensors        |   1 | WEIGHTS_BROKEN        | A file of the model's weights is damaged: Error while deserializing header: incomplete metadata, file not fully covered.
            broken-safetensors-engine |   1 | WEIGHTS_BROKEN        | A file of the model's weights is damaged: Error while deserializing header: incomplete metadata, file not fully covered.
            context-too-large         |   1 | CONTEXT_TOO_LARGE     | A context of 999999 tokens is asked for, and the model's own limit is 2048.
            kv-cache-too-small        |   1 | CONTEXT_EXCEEDS_CACHE | A context of 20000000 tokens does not fit the KV cache; --context 4194176 does.
            kv-cache-too-small-engine |   1 | CONTEXT_EXCEEDS_CACHE | A context of 20000000 tokens does not fit the KV cache; --context 4194176 does.
            kv-cache-too-small-cuda   |   1 | CONTEXT_EXCEEDS_CACHE | A context of 262144 tokens does not fit the KV cache; --context 130944 does.
            kv-cache-too-small-old    |   1 | CONTEXT_EXCEEDS_CACHE | A context of 32768 tokens does not fit the KV cache; --context 15072 does.
            host-memory-short         |   1 | HOST_MEMORY_SHORT     | The pod has 21.03 of 22.09 GiB of memory free, and the KV cache wants 9999.0 GiB.
            cuda-out-of-memory        |   1 | GPU_OUT_OF_MEMORY     | GPU 0 ran out of memory: 350.00 MiB more were wanted, and 212.81 MiB of 23.68 GiB were free.
            cuda-out-of-memory-bare   |   1 | GPU_OUT_OF_MEMORY     | A GPU ran out of memory while the model was loaded or profiled.
            no-memory-for-cache       |   1 | GPU_OUT_OF_MEMORY     | The weights leave no memory for the KV cache
            gpu-memory-held           |   1 | GPU_MEMORY_HELD       | Only 31.44 of 47.38 GiB of the GPU are free, and the share of 0.95 wants 45.01 GiB
            gpu-memory-held-device    |   1 | GPU_MEMORY_HELD       | Only 111.99 of 139.8 GiB of the GPU are free, and the share of 0.95 wants 132.81 GiB
            gpu-memory-held-then-port |   1 | GPU_MEMORY_HELD       | Only 3.22 of 4.0 GiB
            driver-too-old            |   1 | DRIVER_TOO_OLD        | The pod's driver supports CUDA 12.2 only
            driver-insufficient       |   1 | DRIVER_TOO_OLD        | The pod's NVIDIA driver is older
            no-kernel-image           |   1 | GPU_NOT_SUPPORTED     | This runtime was not built for the pod's GPU
            capability-too-new        |   1 | GPU_NOT_SUPPORTED     | This runtime was not built for NVIDIA GeForce RTX 5090 (sm_120).
            disk-full                 |   1 | DISK_FULL             | A disk of the pod is full (while writing /root/.cache/vllm/torch_compile_cache/8f3a1c/rank_0_0/backbone).
            disk-full-download        |   1 | DISK_FULL             | A file of 4976.70 MB does not fit
            engine-timeout            |   1 | ENGINE_TIMEOUT        | The engine was not ready within vLLM's own time
            engine-failed             |   1 | ENGINE_FAILED         | The engine failed to start: AssertionError: hidden size 4096 is not divisible by 6.
            model-runner-exit         |   3 | SERVER_CRASHED        | Its model runner ended with exit code 3.
            killed                    | 137 | SERVER_CRASHED        | The server was killed (exit code 137)
            killed                    |  -1 | SERVER_CRASHED        | The server's process died without a word.
            """)
    void aLogHasACodeAndASentenceWithItsValues(String log, int exitCode, FailureCode code, String sentence) {
        Failure failure = FailureClassifier.classify(log(log), exitCode);

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.message()).startsWith(sentence.strip()).endsWith(".").doesNotContain("{", "null");
    }

    @Test
    void aLogThatSaysNothingStillHasAnAnswer() {
        assertThat(FailureClassifier.classify("", 7))
                .isEqualTo(new Failure(FailureCode.SERVER_CRASHED, "The server ended with exit code 7."));
    }

    @Test
    void coloursAndCarriageReturnsDoNotHideACause() {
        String log = "\u001b[31mERROR\u001b[0m progress 1%\rprogress 2%\rtorch.OutOfMemoryError: CUDA out of memory.\n";

        assertThat(FailureClassifier.classify(log, 1).code()).isEqualTo(FailureCode.GPU_OUT_OF_MEMORY);
    }

    private static String log(String name) {
        try (InputStream stream = FailureClassifierTest.class.getResourceAsStream("/vllm-logs/" + name + ".log")) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
