package dev.slipway.api.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.slipway.api.testing.TestApi;
import dev.slipway.api.testing.TestTemporal;
import dev.slipway.client.ApiException;
import dev.slipway.client.RunEvents;
import dev.slipway.client.run.RunStatus;
import dev.slipway.client.run.StepState;
import dev.slipway.store.run.RunJournal;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.run.RunEvent;
import dev.slipway.workflows.run.RunKind;
import dev.slipway.workflows.run.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The event stream of a run, read with the client that the CLI uses. */
@Timeout(60)
class RunEventsTest {
    private static TestTemporal temporal;
    private static TestApi api;
    private static RunJournal journal;

    @BeforeAll
    static void start() {
        temporal = TestTemporal.absent();
        api = TestApi.start(temporal);
        journal = api.bean(RunJournal.class);
    }

    @AfterAll
    static void stop() {
        api.close();
        temporal.close();
    }

    @Test
    void whatWasThenWhatComesThenTheEnd() {
        String run = run();
        journal.record(run, List.of(event("begin", RunEvent.Type.RUN_STARTED, null, null)));
        try (var client = api.client();
                RunEvents events = client.runs().events(run, 0)) {
            assertThat(events.next().type()).isEqualTo(dev.slipway.client.run.RunEvent.Type.RUN_STARTED);

            journal.record(run, List.of(step("facts", dev.slipway.workflows.run.StepState.RUNNING)));
            assertThat(events.next().step())
                    .satisfies(step -> assertThat(step.state()).isEqualTo(StepState.RUNNING));

            journal.log(run, "job", 0, "a line\n");
            assertThat(events.next().log())
                    .satisfies(log -> assertThat(log.text()).isEqualTo("a line\n"));

            journal.progress(run, 5, 10, 1);
            assertThat(events.next().progress())
                    .satisfies(progress -> assertThat(progress.bytesTotal()).isEqualTo(10));

            journal.record(
                    run,
                    List.of(event(
                            "end", RunEvent.Type.RUN_FAILED, null, new Failure(FailureCode.DISK_FULL, "It is full."))));
            assertThat(events.next().failure()).satisfies(failure -> {
                assertThat(failure.code()).isEqualTo("DISK_FULL");
                assertThat(failure.remedy()).isEqualTo(FailureCode.DISK_FULL.remedy());
            });
            assertThat(events.hasNext()).isFalse();
        }
    }

    @Test
    void aReaderResumesAfterWhatItHas() {
        String run = run();
        for (int i = 0; i < 250; i++) {
            journal.record(run, List.of(event("note" + i, RunEvent.Type.NOTE, null, null)));
        }
        journal.record(run, List.of(event("end", RunEvent.Type.RUN_DONE, null, null)));
        List<Long> all = numbers(run, 0);

        List<Long> rest = numbers(run, all.get(99));

        assertThat(all).hasSize(251).isSorted().doesNotHaveDuplicates();
        assertThat(rest).isEqualTo(all.subList(100, 251));
        assertThat(numbers(run, all.getLast())).isEmpty();
    }

    @Test
    void aRunShowsItsStepsFailureAndLink() {
        String run = run("shown");
        journal.record(
                run,
                List.of(
                        event("begin", RunEvent.Type.RUN_STARTED, null, null),
                        step("one", dev.slipway.workflows.run.StepState.RUNNING),
                        step("two", dev.slipway.workflows.run.StepState.WAITING),
                        step("one", dev.slipway.workflows.run.StepState.DONE)));
        try (var client = api.client()) {
            var shown = client.runs().get(run);

            assertThat(shown.status()).isEqualTo(RunStatus.RUNNING);
            assertThat(shown.steps())
                    .extracting(step -> step.name() + " " + step.state())
                    .containsExactly("one DONE", "two WAITING");
            assertThat(shown.temporalUrl())
                    .isEqualTo("http://127.0.0.1:8233/namespaces/default/workflows/setup%2Fshown");
            assertThat(client.runs().list("shown")).singleElement().satisfies(listed -> assertThat(listed.id())
                    .isEqualTo(run));
        }
    }

    @Test
    void anUnknownRunIsAProblem() {
        try (var client = api.client();
                RunEvents events = client.runs().events("no-such-run", 0)) {
            assertThatExceptionOfType(ApiException.class)
                    .isThrownBy(events::hasNext)
                    .satisfies(problem -> assertThat(problem.code()).isEqualTo("RUN_NOT_FOUND"));
        }
        assertThat(api.send("POST", "/api/v1/runs/no-such-run/cancel", "").statusCode())
                .isEqualTo(404);
    }

    private static List<Long> numbers(String run, long after) {
        List<Long> numbers = new ArrayList<>();
        try (var client = api.client();
                RunEvents events = client.runs().events(run, after)) {
            events.forEachRemaining(event -> numbers.add(event.number()));
        }
        return numbers;
    }

    private static String run() {
        return run("events");
    }

    private static String run(String pod) {
        return api.bean(RunLedger.class)
                .insert(new Operation(RunKind.SET_UP, pod, "", "", "setup/" + pod, Map.of(), "Set up " + pod))
                .id();
    }

    private static RunEvent step(String name, dev.slipway.workflows.run.StepState state) {
        return event(name + state, RunEvent.Type.STEP, new Step(name, "Do " + name, state, "", 1, 0), null);
    }

    private static RunEvent event(String key, RunEvent.Type type, @Nullable Step step, @Nullable Failure failure) {
        return new RunEvent(key, type, 1, step, failure, "");
    }
}
