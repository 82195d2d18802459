package dev.slipway.api.run;

import dev.slipway.store.run.RunJournal;
import dev.slipway.store.run.RunRepository;
import io.micronaut.http.sse.Event;
import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/** All readers of runs in this process; they end when it stops, and come again to another one. */
@Singleton
final class RunStreams implements GracefulShutdownCapable {
    private final RunJournal journal;
    private final RunRepository runs;
    private final Set<RunStream> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    RunStreams(RunJournal journal, RunRepository runs) {
        this.journal = journal;
        this.runs = runs;
    }

    /** Events of a run after a number, until it has ended. */
    Flux<Event<Object>> follow(String runId, long after) {
        return Flux.create(sink -> begin(runId, after, sink), FluxSink.OverflowStrategy.BUFFER);
    }

    private void begin(String runId, long after, FluxSink<Event<Object>> sink) {
        var stream = new RunStream(journal, runs, runId, after, sink);
        open.add(stream);
        sink.onDispose(() -> {
            open.remove(stream);
            stream.close();
        });
        if (stopping) {
            stream.close();
        }
        Thread.ofVirtual().name("events-" + runId).start(stream);
    }

    @Override
    public CompletionStage<?> shutdownGracefully() {
        stopping = true;
        open.forEach(RunStream::close);
        return CompletableFuture.completedStage(null);
    }
}
