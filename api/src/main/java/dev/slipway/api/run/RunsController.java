package dev.slipway.api.run;

import dev.slipway.api.problem.ApiProblem;
import dev.slipway.api.stream.Streams;
import dev.slipway.client.run.Run;
import dev.slipway.client.run.RunEvent;
import dev.slipway.store.run.RunJournal;
import dev.slipway.store.run.RunRepository;
import dev.slipway.store.run.RunRow;
import dev.slipway.workflows.failure.FailureCode;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Runs: long operations. */
@Controller("/api/v1/runs")
@ExecuteOn(TaskExecutors.BLOCKING)
final class RunsController {
    private final RunRepository runs;
    private final RunViews views;
    private final RunJournal journal;
    private final Streams streams;
    private final Cancellations cancellations;

    RunsController(
            RunRepository runs, RunViews views, RunJournal journal, Streams streams, Cancellations cancellations) {
        this.runs = runs;
        this.views = views;
        this.journal = journal;
        this.streams = streams;
        this.cancellations = cancellations;
    }

    /**
     * The last hundred runs, newest first, without their steps.
     *
     * @param pod only those of this pod; empty or left out for all
     */
    @Get
    List<Run> list(@QueryValue @Nullable String pod) {
        List<RunRow> rows =
                pod == null || pod.isEmpty() ? runs.findTop100OrderByIdDesc() : runs.findTop100ByPodOrderByIdDesc(pod);
        return rows.stream().map(views::brief).toList();
    }

    /** One run with its steps. */
    @Get("/{id}")
    Run get(String id) {
        return views.whole(find(id));
    }

    /**
     * What happens in a run, as server-sent events: what was, then what comes, until it has ended. Each has the number of
     * the event as its id; a named event {@code end} tells that nothing more comes, {@code ping} means nothing.
     *
     * @param lastEventId resume after the event of this number
     */
    @Get("/{id}/events")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM,
                            schema = @Schema(implementation = RunEvent.class)))
    @Produces(MediaType.TEXT_EVENT_STREAM)
    Publisher<Event<Object>> events(String id, @Header(name = "Last-Event-ID", defaultValue = "0") String lastEventId) {
        var source = new RunEventSource(journal, runs, find(id).id(), number(lastEventId));
        return streams.of("events-" + id, source);
    }

    /** Asks a run to end; it then undoes what it did. Cancelling one that has ended changes nothing. */
    @Post("/{id}/cancel")
    @Status(HttpStatus.ACCEPTED)
    Run cancel(String id) {
        cancellations.cancel(find(id));
        return get(id);
    }

    private RunRow find(String id) {
        return runs.findById(id)
                .orElseThrow(() -> new ApiProblem(FailureCode.RUN_NOT_FOUND, "There is no run " + id + "."));
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new ApiProblem(FailureCode.INVALID_REQUEST, "The header Last-Event-ID must be a number.");
        }
    }
}
