package dev.slipway.activities.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ssh.SshException;
import dev.slipway.workflows.failure.ConnectionFailure;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.Failures;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SshFailuresTest {
    @Test
    void every_kind_has_a_code_and_every_code_a_kind() {
        assertThat(Arrays.stream(ConnectionFailure.values()).map(Enum::name))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(SshException.Kind.values())
                        .map(Enum::name)
                        .toList());
    }

    /** A kind that may pass by itself, and a code that Temporal does not try again, would give up for nothing. */
    @ParameterizedTest
    @EnumSource
    void what_may_pass_by_itself_is_tried_again_and_nothing_else(SshException.Kind kind) {
        var thrown = new SshException(kind, "The sentence.");

        assertThat(SshFailures.of(thrown).isNonRetryable()).isEqualTo(!thrown.retryable());
        assertThat(Failures.read(SshFailures.of(thrown)))
                .isEqualTo(new Failure(ConnectionFailure.valueOf(kind.name()).code(), "The sentence."));
    }
}
