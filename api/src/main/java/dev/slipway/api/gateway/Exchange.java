package dev.slipway.api.gateway;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

/**
 * One request to a model server and its answer, which is handed on as it arrives and as fast as it is taken. Abandoning it,
 * at whatever point, closes its connection, and vLLM aborts.
 */
final class Exchange {
    private final CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> pending;
    private final Runnable over;
    private final AtomicBoolean taken = new AtomicBoolean();

    Exchange(CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> pending, Runnable over) {
        this.pending = pending;
        this.over = over;
    }

    /**
     * Waits for the beginning of the answer.
     *
     * @throws IOException when the server did not answer
     * @throws CancellationException when it was abandoned
     */
    HttpResponse<?> begin() throws IOException, InterruptedException {
        try {
            return pending.get();
        } catch (ExecutionException e) {
            over.run();
            throw failure(e);
        } catch (CancellationException | InterruptedException e) {
            abandon();
            throw e;
        }
    }

    private static IOException failure(ExecutionException thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof CancellationException cancelled) {
                throw cancelled;
            }
        }
        return thrown.getCause() instanceof IOException failed ? failed : new IOException(thrown.getCause());
    }

    /** The body, to be read once, after {@link #begin}. */
    Flux<byte[]> body() {
        return Flux.defer(() -> taken.compareAndSet(false, true) ? bytes() : Flux.empty())
                .doFinally(_ -> over.run());
    }

    /** Ends it, unless somebody reads the body: then that one's going ends it. */
    void abandon() {
        pending.cancel(true);
        if (taken.compareAndSet(false, true) && !pending.isCompletedExceptionally()) {
            bytes().subscribe().dispose();
        }
        over.run();
    }

    private Flux<byte[]> bytes() {
        return JdkFlowAdapter.flowPublisherToFlux(pending.resultNow().body()).map(Exchange::joined);
    }

    private static byte[] joined(List<ByteBuffer> buffers) {
        int length = buffers.stream().mapToInt(ByteBuffer::remaining).sum();
        ByteBuffer all = ByteBuffer.allocate(length);
        buffers.forEach(all::put);
        return all.array();
    }
}
