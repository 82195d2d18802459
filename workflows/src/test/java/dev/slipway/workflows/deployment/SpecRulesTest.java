package dev.slipway.workflows.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.workflows.failure.FailureCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before anything of it is stored. */
class SpecRulesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--api-key canary             | SLIPWAY_API_KEY",
                "--api_key=canary             | SLIPWAY_API_KEY",
                "--hf-token canary            | HF_TOKEN",
                "--api-k canary               | short for --api-key",
                "--hf-tok=canary              | short for --hf-token",
                "--por 9000                   | short for --port",
                "--gpu-memory-util 0.95       | short for --gpu-memory-utilization",
                "--tensor-parallel 2          | short for --tensor-parallel-size",
                "--config /etc/vllm.yaml      | --config cannot be used",
                "--host ::1                   | --host can be 127.0.0.1",
                "--host=10.0.0.5              | --host can be 127.0.0.1",
                "--uds /tmp/x                 | over HTTP",
            })
    void refusesInASentenceThatDoesNotRepeatASecret(String arguments, String sentence) {
        PlanRefused refused =
                catchThrowableOfType(PlanRefused.class, () -> SpecRules.check(spec(Map.of(), arguments.split(" "))));

        assertThat(refused.failure().code()).isEqualTo(FailureCode.BAD_ARGUMENT);
        assertThat(refused.failure().message()).contains(sentence).doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--enforce-eager",
                "--no-enable-log-requests",
                "-tp 2",
                "--host 0.0.0.0",
                "--model-impl vllm",
                "--api-server-count 2",
                "--served-model-name one two",
            })
    void letsPassWhatVllmTakes(String arguments) {
        assertThatCode(() -> SpecRules.check(spec(Map.of(), arguments.split(" "))))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesSecretsAsPlainVariables() {
        assertThat(catchThrowableOfType(PlanRefused.class, () -> SpecRules.check(spec(Map.of("HF_TOKEN", "canary")))))
                .hasMessageContaining("HF_TOKEN is a secret")
                .hasMessageNotContaining("canary");
    }

    private static ServerSpec spec(Map<String, String> environment, String... arguments) {
        return new ServerSpec(
                "chat", "a", "org/model", "main", "", 0, 0, 0, 0, "auto", false, List.of(arguments), environment, 0);
    }
}
