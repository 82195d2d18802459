package dev.slipway.workflows.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A command whose run was cancelled before it arrived is refused when it comes. */
class WithdrawnCommandTest {
    private final DeploymentWorld world = new DeploymentWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aCommandThatWasCancelledBeforeItArrivedIsRefused() {
        world.start();
        world.cancel("run-2");

        assertThatThrownBy(world::stop)
                .satisfies(thrown -> assertThat(Failures.read(thrown).code()).isEqualTo(FailureCode.CANCELLED));
        assertThat(world.journal.lines("run-2")).containsExactly("RUN_CANCELLED CANCELLED");
    }
}
