package dev.slipway.workflows.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ReadyDeadlineTest {
    @Test
    void aLargeModelHasLonger() {
        assertThat(ReadyDeadline.of(0, 900L << 30, false).derivedSeconds())
                .isGreaterThan(ReadyDeadline.of(0, 1L << 30, false).derivedSeconds() + 9000);
    }

    @Test
    void progressExtendsTheDerivedDeadlineAndSilenceEndsIt() {
        ReadyDeadline deadline = ReadyDeadline.of(0, 0, false);
        long derived = deadline.derivedSeconds() * 1000L;

        assertThat(deadline.passed(derived - 1, derived)).isFalse();
        assertThat(deadline.passed(derived, 1000)).isFalse();
        assertThat(deadline.passed(derived * 2, 1000)).isFalse();
        assertThat(deadline.passed(derived, deadline.quietSeconds() * 1000L)).isTrue();
    }

    @Test
    void theCapIsHard() {
        ReadyDeadline deadline = ReadyDeadline.of(60, 900L << 30, false);

        assertThat(deadline.capSeconds()).isEqualTo(60);
        assertThat(deadline.derivedSeconds()).isEqualTo(60);
        assertThat(deadline.passed(60_000, 0)).isTrue();
        assertThat(deadline.passed(59_999, 0)).isFalse();
    }
}
