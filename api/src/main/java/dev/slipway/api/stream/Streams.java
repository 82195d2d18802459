package dev.slipway.api.stream;

import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/** All responses of this process that go on. They end when it stops; their readers come again, to another one. */
@Singleton
public final class Streams implements GracefulShutdownCapable {
    private static final Logger LOG = LoggerFactory.getLogger(Streams.class);

    private final Set<Outlet<?>> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /** A stream that begins when it is read, on a virtual thread of its own. */
    public <T> Flux<T> of(String name, Source<T> source) {
        return Flux.create(sink -> begin(name, source, sink), FluxSink.OverflowStrategy.BUFFER);
    }

    private <T> void begin(String name, Source<T> source, FluxSink<T> sink) {
        var outlet = new Outlet<>(sink);
        open.add(outlet);
        sink.onDispose(() -> {
            open.remove(outlet);
            outlet.close();
        });
        if (stopping) {
            outlet.close();
        }
        Thread.ofVirtual().name(name).start(() -> pump(name, source, outlet, sink));
    }

    private static <T> void pump(String name, Source<T> source, Outlet<T> outlet, FluxSink<T> sink) {
        try {
            source.pump(outlet);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            // The status has been sent: all that can be told is that it ends here.
            LOG.debug("the stream {} broke off", name, e);
        } finally {
            sink.complete();
        }
    }

    @Override
    public CompletionStage<?> shutdownGracefully() {
        stopping = true;
        open.forEach(Outlet::close);
        return CompletableFuture.completedStage(null);
    }
}
