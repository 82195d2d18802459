package dev.slipway.workflows.model;

import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Who waits for a download. It goes on while anybody does, and the last one to leave cancels the work. Cancelling the
 * workflow only takes its own run away; but the SDK then ends it as cancelled even when the work was done, so better let the
 * run leave.
 */
final class Requesters {
    private final String owner;
    private final Set<String> waiting = new LinkedHashSet<>();

    Requesters(String owner) {
        this.owner = owner;
        waiting.add(owner);
    }

    void join(String requester) {
        waiting.add(requester);
    }

    void leave(String requester) {
        waiting.remove(requester);
    }

    /** Does the work in a scope of its own, to its end: done, failed, or cancelled and cleaned up. */
    <T> T whileWanted(Functions.Func<T> work, Functions.Proc1<Integer> ownerLeft) {
        CompletablePromise<T> result = Workflow.newPromise();
        CancellationScope scope =
                Workflow.newDetachedCancellationScope(() -> result.completeFrom(Async.function(work)));
        scope.run();
        try {
            awaitEndOrNobody(result);
        } catch (CanceledFailure ownRunCancelled) {
            leave(owner);
            ownerLeft.apply(waiting.size());
        }
        Workflow.newDetachedCancellationScope(() -> {
                    awaitEndOrNobody(result);
                    scope.cancel();
                    Workflow.await(result::isCompleted);
                })
                .run();
        return result.get();
    }

    private void awaitEndOrNobody(CompletablePromise<?> result) {
        Workflow.await(() -> result.isCompleted() || waiting.isEmpty());
    }
}
