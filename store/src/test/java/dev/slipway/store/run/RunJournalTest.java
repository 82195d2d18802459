package dev.slipway.store.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.store.Rows;
import dev.slipway.store.StoreContract;
import dev.slipway.store.json.Json;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.run.RunEvent;
import dev.slipway.workflows.run.RunStatus;
import dev.slipway.workflows.run.Step;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunJournalTest extends StoreContract {
    @BeforeEach
    void aRun() {
        bean(RunRepository.class).save(Rows.run("r"));
    }

    @Test
    void eventsAreNumberedAndStoredOncePerKey() {
        var started = event("started", RunEvent.Type.RUN_STARTED, null);
        var step = new RunEvent("s1", RunEvent.Type.STEP, 5, Step.waiting("resolve", "Ask the Hub"), null, "hello");
        journal().record("r", List.of(started, step));
        journal().record("r", List.of(step, event("n", RunEvent.Type.NOTE, null), step));

        var events = journal().after("r", 0, 100);
        assertThat(events).extracting(row -> row.id().number()).containsExactly(1L, 2L, 3L);
        assertThat(events).extracting(RunEventRow::eventKey).containsExactly("started", "s1", "n");
        assertThat(Json.read(events.get(1).payload(), RunEvent.class)).isEqualTo(step);
        assertThat(journal().after("r", 1, 1)).extracting(RunEventRow::eventKey).containsExactly("s1");
        assertThat(run().lastEvent()).isEqualTo(3);
        assertThat(run().status()).isEqualTo(RunStatus.RUNNING);
    }

    @Test
    void theEndIsStoredWithItsFailureAndNeverLeft() {
        var failure = new Failure(FailureCode.DISK_FULL, "Needs 12 GB, 3 GB are free.\0");
        journal()
                .record(
                        "r",
                        List.of(
                                event("started", RunEvent.Type.RUN_STARTED, null),
                                event("f", RunEvent.Type.RUN_FAILED, failure)));
        journal()
                .record(
                        "r",
                        List.of(
                                event("late", RunEvent.Type.RUN_DONE, null),
                                event("again", RunEvent.Type.RUN_STARTED, null)));

        assertThat(run().status()).isEqualTo(RunStatus.FAILED);
        assertThat(run().failureCode()).isEqualTo("DISK_FULL");
        assertThat(run().failureMessage()).isEqualTo("Needs 12 GB, 3 GB are free.\uFFFD");
        assertThat(run().endedAt()).isEqualTo(42);
        assertThat(journal().after("r", 0, 10)).hasSize(4);
    }

    @Test
    void aPendingCleanUpIsNoEndAndKeepsItsFailure() {
        var failure = new Failure(FailureCode.CANCELLED, "Cancelled.");
        journal().record("r", List.of(event("p", RunEvent.Type.RUN_CLEANUP_PENDING, failure)));
        assertThat(run().status()).isEqualTo(RunStatus.CLEANUP_PENDING);
        assertThat(run().endedAt()).isZero();

        journal().record("r", List.of(event("c", RunEvent.Type.RUN_CANCELLED, null)));
        assertThat(run().status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(run().failureCode()).isEqualTo("CANCELLED");
        assertThat(run().endedAt()).isEqualTo(42);
    }

    @Test
    void logTextIsStoredOnceAndComesWithItsEvent() {
        journal().log("r", "job", 0, "one\n");
        journal().log("r", "job", 0, "one\n");
        journal().log("r", "other", 0, "nul \0 and ünïcode ✓\n");
        journal().log("r", "job", 4, "two\n");
        journal().log("r", "job", 8, "");

        assertThat(journal().after("r", 0, 10))
                .extracting(row -> Json.read(row.payload(), RunLogText.class))
                .containsExactly(
                        new RunLogText("job", 0, "one\n"),
                        new RunLogText("other", 0, "nul \uFFFD and ünïcode ✓\n"),
                        new RunLogText("job", 4, "two\n"));
        assertThat(bean(RunLogRepository.class).findByIdRunIdOrderByIdJobIdAndIdLogOffset("r"))
                .extracting(RunLogRow::text)
                .containsExactly("one\n", "two\n", "nul \uFFFD and ünïcode ✓\n");
    }

    @Test
    void aLogEndsAtTenMebibytesWithOneNote() {
        String piece = "x".repeat(RunJournal.LOG_PIECE_LIMIT);
        for (int i = 0; i < 43; i++) {
            journal().log("r", "job", (long) i * piece.length(), piece);
        }
        var events = bean(RunEventRepository.class).findByIdRunIdAndIdNumberGreaterThanOrderByIdNumber("r", 0);
        assertThat(events).hasSize(41);
        assertThat(events.getLast().type()).isEqualTo("NOTE");
        assertThat(events.getLast().payload()).contains("10 MiB");
        assertThatThrownBy(() -> journal().log("r", "job", 0, piece + "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void progressIsReplacedAndItsEventMovesToTheEnd() {
        journal().progress("r", 1, 10, 1);
        journal().record("r", List.of(event("n", RunEvent.Type.NOTE, null)));
        journal().progress("r", 5, 10, 2);
        journal().progress("r", 5, 10, 2);

        assertThat(run().bytesDone()).isEqualTo(5);
        assertThat(run().bytesTotal()).isEqualTo(10);
        assertThat(run().bytesPerSecond()).isEqualTo(2);
        var events = journal().after("r", 0, 10);
        assertThat(events).extracting(RunEventRow::type).containsExactly("NOTE", "PROGRESS");
        assertThat(events.getLast().id().number()).isEqualTo(3);
        assertThat(Json.read(events.getLast().payload(), RunBytes.class)).isEqualTo(new RunBytes(5, 10, 2));
    }

    @Test
    void aRunThatIsNotStoredDisturbsNobody() {
        journal().record("unknown", List.of(event("n", RunEvent.Type.NOTE, null)));
        journal().log("unknown", "job", 0, "text");
        journal().progress("unknown", 1, 2, 3);

        assertThat(journal().after("unknown", 0, 10)).isEmpty();
    }

    @Test
    void manyWritersAtOnceGetEachNumberOnce() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = IntStream.range(0, 60)
                    .<Callable<Boolean>>mapToObj(number -> () -> {
                        switch (number % 3) {
                            case 0 -> journal().record("r", List.of(event("k" + number / 6, RunEvent.Type.NOTE, null)));
                            case 1 -> journal().log("r", "job" + number % 2, number / 2 * 2L, "line " + number);
                            default -> journal().record("r", List.of(event("u" + number, RunEvent.Type.NOTE, null)));
                        }
                        return true;
                    })
                    .toList();
            for (Future<Boolean> each : threads.invokeAll(tasks)) {
                each.get();
            }
        }
        var events = journal().after("r", 0, 1000);
        assertThat(events)
                .extracting(row -> row.id().number())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, run().lastEvent()).boxed().toList());
        assertThat(events).extracting(RunEventRow::eventKey).doesNotHaveDuplicates();
        assertThat(events).hasSize(50);
    }

    @Test
    @SuppressWarnings("try")
    void readersAreWokenForTheirRunAndNotAfterTheyLeft() {
        bean(RunRepository.class).save(Rows.run("quiet"));
        var woken = new AtomicInteger();
        var quiet = new AtomicInteger();
        var second = new AtomicInteger();
        try (var other = journal().follow("quiet", quiet::incrementAndGet)) {
            try (var following = journal().follow("r", woken::incrementAndGet);
                    var another = journal().follow("r", second::incrementAndGet)) {
                await().until(() -> settled(woken) && settled(quiet));
                int before = woken.get();
                int quietBefore = quiet.get();
                journal().record("r", List.of(event("n", RunEvent.Type.NOTE, null)));
                await().until(() -> woken.get() > before && second.get() > 0);
                assertThat(quiet.get()).isEqualTo(quietBefore);
            }
            int left = woken.get();
            int quietBefore = quiet.get();
            journal().record("r", List.of(event("n2", RunEvent.Type.NOTE, null)));
            journal().record("quiet", List.of(event("n3", RunEvent.Type.NOTE, null)));
            await().until(() -> quiet.get() > quietBefore);
            assertThat(woken.get()).isEqualTo(left);
        }
        var late = new AtomicInteger();
        try (var following = journal().follow("r", late::incrementAndGet)) {
            int before = late.get();
            journal().log("r", "job", 0, "text");
            await().until(() -> late.get() > before);
        }
    }

    /** The first wake comes from subscribing, the second when listening has begun. */
    private static boolean settled(AtomicInteger wakes) {
        return wakes.get() >= 2;
    }

    private RunJournal journal() {
        return bean(RunJournal.class);
    }

    private RunRow run() {
        return bean(RunRepository.class).findById("r").orElseThrow();
    }

    private static RunEvent event(String key, RunEvent.Type type, @Nullable Failure failure) {
        return new RunEvent(key, type, 42, null, failure, "");
    }
}
