package dev.slipway.api.run;

import dev.slipway.api.Times;
import dev.slipway.client.run.Run;
import dev.slipway.client.run.RunEvent;
import dev.slipway.client.run.RunFailure;
import dev.slipway.client.run.RunLog;
import dev.slipway.client.run.RunProgress;
import dev.slipway.client.run.RunStep;
import dev.slipway.client.run.StepState;
import dev.slipway.config.settings.Settings;
import dev.slipway.store.json.Json;
import dev.slipway.store.run.RunBytes;
import dev.slipway.store.run.RunEventRepository;
import dev.slipway.store.run.RunEventRow;
import dev.slipway.store.run.RunJournal;
import dev.slipway.store.run.RunLogText;
import dev.slipway.store.run.RunRow;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.run.Step;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs and their events as the wire has them. */
@Singleton
public final class RunViews {
    private final RunEventRepository events;
    private final TemporalLinks links;

    RunViews(RunEventRepository events, Settings settings) {
        this.events = events;
        this.links = new TemporalLinks(settings.temporal());
    }

    /** A run with its steps. */
    public Run whole(RunRow row) {
        return view(row, steps(row.id()));
    }

    /** A run without its steps, for lists. */
    Run brief(RunRow row) {
        return view(row, List.of());
    }

    private Run view(RunRow row, List<RunStep> steps) {
        boolean bytes = row.bytesDone() > 0 || row.bytesTotal() > 0;
        return new Run(
                row.id(),
                row.kind().name(),
                dev.slipway.client.run.RunStatus.valueOf(row.status().name()),
                row.pod(),
                row.model(),
                row.deployment(),
                steps,
                bytes ? new RunProgress(row.bytesDone(), row.bytesTotal(), row.bytesPerSecond()) : null,
                failure(row),
                row.workflowId(),
                links.of(row),
                Times.instant(row.createdAt()),
                Times.instant(row.updatedAt()),
                Times.instantOrNull(row.endedAt()));
    }

    private static @Nullable RunFailure failure(RunRow row) {
        return row.failureCode().isEmpty()
                ? null
                : failure(new Failure(FailureCode.valueOf(row.failureCode()), row.failureMessage()));
    }

    private static @Nullable RunFailure failure(@Nullable Failure failure) {
        return failure == null
                ? null
                : new RunFailure(
                        failure.code().name(),
                        failure.message(),
                        failure.code().remedy(),
                        failure.code().httpStatus());
    }

    /** Each step as its last event has it, in the order in which they were first told. */
    private List<RunStep> steps(String runId) {
        Map<String, RunStep> latest = new LinkedHashMap<>();
        for (RunEventRow row : events.ofType(runId, dev.slipway.workflows.run.RunEvent.Type.STEP.name())) {
            RunStep step = event(row).step();
            if (step != null) {
                latest.put(step.name(), step);
            }
        }
        return List.copyOf(latest.values());
    }

    static RunEvent event(RunEventRow row) {
        return switch (row.type()) {
            case RunJournal.PROGRESS -> progress(row, Json.read(row.payload(), RunBytes.class));
            case RunJournal.LOG -> log(row, Json.read(row.payload(), RunLogText.class));
            default -> told(row, Json.read(row.payload(), dev.slipway.workflows.run.RunEvent.class));
        };
    }

    private static RunEvent progress(RunEventRow row, RunBytes bytes) {
        var progress = new RunProgress(bytes.done(), bytes.total(), bytes.perSecond());
        return new RunEvent(
                row.id().number(), RunEvent.Type.PROGRESS, Times.instant(row.at()), null, progress, null, null, "");
    }

    private static RunEvent log(RunEventRow row, RunLogText text) {
        var log = new RunLog(text.job(), text.offset(), text.text());
        return new RunEvent(row.id().number(), RunEvent.Type.LOG, Times.instant(row.at()), null, null, log, null, "");
    }

    private static RunEvent told(RunEventRow row, dev.slipway.workflows.run.RunEvent event) {
        return new RunEvent(
                row.id().number(),
                RunEvent.Type.valueOf(event.type().name()),
                Times.instant(row.at()),
                event.step() == null ? null : step(event.step()),
                null,
                null,
                failure(event.failure()),
                event.message());
    }

    private static RunStep step(Step step) {
        return new RunStep(
                step.name(),
                step.title(),
                StepState.valueOf(step.state().name()),
                step.detail(),
                Times.instantOrNull(step.startedAtMillis()),
                Times.instantOrNull(step.endedAtMillis()));
    }
}
