package dev.slipway.workflows.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.job.JobOutcome;
import dev.slipway.workflows.job.JobOutcome.State;
import dev.slipway.workflows.model.DownloadAttempts.Again;
import dev.slipway.workflows.model.DownloadAttempts.Done;
import dev.slipway.workflows.model.DownloadAttempts.GiveUp;
import dev.slipway.workflows.model.DownloadAttempts.Next;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DownloadAttemptsTest {
    private static final JobOutcome STALL = new JobOutcome(State.STALLED, 0, "");
    private static final Duration SHORT = Duration.ofMinutes(1);

    @Test
    void exitZeroIsDone() {
        assertThat(first().after(new JobOutcome(State.EXITED, 0, ""), "org/model", SHORT))
                .isEqualTo(new Done());
    }

    @Test
    void aStallIsTriedAgainThenWithoutXetThenGivenUp() {
        Again second = again(first(), STALL);
        Again third = again(second.next(), STALL);

        assertThat(second.next().withoutXet()).isFalse();
        assertThat(second.next().number()).isEqualTo(1);
        assertThat(third.next().withoutXet()).isTrue();
        assertThat(third.why()).contains("without Xet");
        assertThat(third.next().after(STALL, "org/model", SHORT)).isInstanceOfSatisfying(GiveUp.class, gave -> {
            assertThat(gave.failure().code()).isEqualTo(FailureCode.DOWNLOAD_STALLED);
            assertThat(gave.failure().message())
                    .isEqualTo("The download of org/model came to a halt 3 times, the last time without Xet.");
        });
    }

    @Test
    void aFileOverFiftyGigabytesNeverComesByPlainHttp() {
        var attempt = DownloadAttempts.first(Views.withLargest(50_000_000_001L));
        for (int i = 0; i < 2; i++) {
            attempt = again(attempt, STALL).next();
            assertThat(attempt.withoutXet()).isFalse();
        }
        assertThat(attempt.after(STALL, "org/model", SHORT)).isInstanceOf(GiveUp.class);
    }

    @Test
    void aHubThatRefusesIsTriedAgainWithLongerAndLongerPauses() {
        var attempt = first();
        List<Long> pauses = new ArrayList<>();
        Next next = attempt.after(exited("429 Too Many Requests for url"), "org/model", SHORT);
        while (next instanceof Again again) {
            pauses.add(again.pause().toSeconds());
            next = again.next().after(exited("429 Too Many Requests for url"), "org/model", SHORT);
        }
        assertThat(pauses).containsExactly(5L, 10L, 20L, 40L, 80L);
        assertThat(next)
                .isInstanceOfSatisfying(
                        GiveUp.class, gave -> assertThat(gave.failure().code()).isEqualTo(FailureCode.HUB_THROTTLED));
    }

    @Test
    void anAttemptThatWentOnForLongIsNoneInSequence() {
        var attempt = first();
        for (int i = 0; i < 40; i++) {
            attempt = ((Again) attempt.after(exited("Connection reset by peer"), "org/model", Duration.ofMinutes(11)))
                    .next();
        }
        assertThat(attempt.number()).isEqualTo(40);
        assertThat(attempt.refusals()).isEqualTo(1);
    }

    @Test
    void whatNobodyKnowsIsTriedOnceMoreWithoutXet() {
        var crash = exited("thread panicked\nSegmentation fault");
        Again once = again(first(), crash);

        assertThat(once.next().withoutXet()).isTrue();
        assertThat(once.next().after(crash, "org/model", SHORT)).isInstanceOfSatisfying(GiveUp.class, gave -> {
            assertThat(gave.failure().code()).isEqualTo(FailureCode.JOB_FAILED);
            assertThat(gave.failure().message()).endsWith("Segmentation fault");
        });
    }

    @Test
    void whatTheUserMustMendIsNotTriedAgain() {
        assertThat(first().after(exited("OSError: [Errno 28] No space left on device"), "org/model", SHORT))
                .isInstanceOfSatisfying(
                        GiveUp.class, gave -> assertThat(gave.failure().code()).isEqualTo(FailureCode.DISK_FULL));
        assertThat(first().after(new JobOutcome(State.DEADLINE, 0, ""), "org/model", SHORT))
                .isInstanceOfSatisfying(
                        GiveUp.class, gave -> assertThat(gave.failure().code()).isEqualTo(FailureCode.STEP_DEADLINE));
    }

    private static DownloadAttempts first() {
        return DownloadAttempts.first(Views.missing());
    }

    private static Again again(DownloadAttempts attempt, JobOutcome outcome) {
        Next next = attempt.after(outcome, "org/model", SHORT);
        assertThat(next).isInstanceOf(Again.class);
        return (Again) next;
    }

    private static JobOutcome exited(String tail) {
        return new JobOutcome(State.EXITED, 1, tail);
    }
}
