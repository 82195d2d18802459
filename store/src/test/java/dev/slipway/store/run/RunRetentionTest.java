package dev.slipway.store.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.store.Rows;
import dev.slipway.store.StoreContract;
import dev.slipway.workflows.run.RunEvent;
import dev.slipway.workflows.run.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunRetentionTest extends StoreContract {
    private static final Instant ENDED = Instant.parse("2026-11-01T00:00:00Z");

    @Test
    void anEndedRunIsForgottenAfterThirtyDaysWithItsEventsAndLog() {
        ended("old");
        bean(RunRepository.class).save(Rows.run("open"));

        assertThat(bean(RunRetention.class).prune(ENDED.plus(Duration.ofDays(30))))
                .isZero();
        assertThat(bean(RunRetention.class)
                        .prune(ENDED.plus(Duration.ofDays(30)).plusMillis(1)))
                .isEqualTo(1);

        assertThat(bean(RunRepository.class).findTop100OrderByIdDesc())
                .extracting(RunRow::id)
                .containsExactly("open");
        assertThat(bean(RunEventRepository.class).findAll()).isEmpty();
        assertThat(bean(RunLogRepository.class).findAll()).isEmpty();
    }

    @Test
    void manyAreForgottenAtOnce() {
        for (int i = 0; i < 130; i++) {
            ended("old" + i);
        }
        assertThat(bean(RunRetention.class).prune(ENDED.plus(Duration.ofDays(31))))
                .isEqualTo(130);
        assertThat(bean(RunRepository.class).count()).isZero();
    }

    @Test
    void runsAreFoundByWorkflowAndStatusAndByPod() {
        ended("a");
        bean(RunRepository.class).save(Rows.run("b", "other"));

        var open = List.of(RunStatus.PENDING, RunStatus.RUNNING);
        assertThat(bean(RunRepository.class).findByWorkflowIdAndStatusInList("download/other/org/model", open))
                .hasSize(1);
        assertThat(bean(RunRepository.class).findByWorkflowIdAndStatusInList("download/pod/org/model", open))
                .isEmpty();
        assertThat(bean(RunRepository.class).findTop100ByPodOrderByIdDesc("other"))
                .extracting(RunRow::id)
                .containsExactly("b");
    }

    private void ended(String id) {
        bean(RunRepository.class).save(Rows.run(id));
        var journal = bean(RunJournal.class);
        journal.log(id, "job", 0, "text");
        journal.record(id, List.of(new RunEvent("d", RunEvent.Type.RUN_DONE, ENDED.toEpochMilli(), null, null, "")));
    }
}
