package dev.slipway.activities.model;

import dev.slipway.store.pod.RuntimeRepository;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import jakarta.inject.Singleton;

/** The Python of a pod that has the Hub client: that of any runtime that is ready. */
@Singleton
final class PodPython {
    private static final String READY = "READY";

    private final RuntimeRepository runtimes;

    PodPython(RuntimeRepository runtimes) {
        this.runtimes = runtimes;
    }

    /**
     * Absolute path of the interpreter on the pod.
     *
     * @throws io.temporal.failure.ApplicationFailure {@code POD_NOT_READY} when no runtime is
     */
    String of(String pod) {
        return runtimes.findByIdPodOrderByUpdatedAtDesc(pod).stream()
                .filter(runtime -> runtime.status().equals(READY))
                .findFirst()
                .map(runtime -> runtime.path() + "/bin/python")
                .orElseThrow(() -> Failures.of(
                        FailureCode.POD_NOT_READY, "Pod " + pod + " has no runtime, whose Hub client is needed."));
    }
}
