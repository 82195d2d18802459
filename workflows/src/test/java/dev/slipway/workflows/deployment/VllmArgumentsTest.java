package dev.slipway.workflows.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VllmArgumentsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--tensor-parallel-size 2",
                "--tensor-parallel-size=2",
                "--tensor_parallel_size 2",
                "--tensor_parallel_size=2",
                "-tp 2",
                "-tp=2"
            })
    void everySpellingIsTheSameOption(String text) {
        VllmArguments arguments = VllmArguments.parse(List.of(text.split(" ")));

        assertThat(arguments.value("tensor-parallel-size")).contains("2");
        assertThat(arguments.tokens()).containsExactly(text.split(" "));
    }

    @Test
    void aNegativeNumberIsAValueAndTheLastOptionCounts() {
        VllmArguments arguments = VllmArguments.parse(List.of("--seed", "-1", "--seed", "-2"));

        assertThat(arguments.value("seed")).contains("-2");
        assertThat(arguments.tokens()).containsExactly("--seed", "-1", "--seed", "-2");
    }

    @Test
    void aNegatedFlagIsTheSameOptionAndADottedOneToo() {
        VllmArguments arguments =
                VllmArguments.parse(List.of("--no-enable-auto-tool-choice", "--hf-overrides.rope.factor", "4"));

        assertThat(arguments.has("enable-auto-tool-choice")).isTrue();
        assertThat(arguments.value("hf-overrides")).contains("4");
    }

    @Test
    void whatStandsInFrontIsAStray() {
        assertThat(VllmArguments.parse(List.of("other/model", "--seed", "1")).strays())
                .containsExactly("other/model");
    }
}
