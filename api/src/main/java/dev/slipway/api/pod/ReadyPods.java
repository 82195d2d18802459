package dev.slipway.api.pod;

import dev.slipway.api.problem.ApiProblem;
import dev.slipway.store.pod.PodRow;
import dev.slipway.store.pod.RuntimeRepository;
import dev.slipway.workflows.failure.FailureCode;
import jakarta.inject.Singleton;

/** Pods that can download and serve: those that were set up, also while another runtime is being added. */
@Singleton
public class ReadyPods {
    private final PodLinks pods;
    private final RuntimeRepository runtimes;

    ReadyPods(PodLinks pods, RuntimeRepository runtimes) {
        this.pods = pods;
        this.runtimes = runtimes;
    }

    /** The pod; {@code POD_NOT_FOUND} when there is none of the name, {@code POD_NOT_READY} when it was not set up. */
    public PodRow require(String name) {
        PodRow pod = pods.row(name);
        switch (pod.status()) {
            case READY -> {}
            case NEW -> throw notReady(name + " was not set up yet.");
            case FAILED -> throw notReady("The set-up of " + name + " failed: " + pod.reason());
            case SETTING_UP -> {
                if (runtimes.findByIdPodOrderByUpdatedAtDesc(name).isEmpty()) {
                    throw notReady(name + " is being set up.");
                }
            }
        }
        return pod;
    }

    private static ApiProblem notReady(String sentence) {
        return new ApiProblem(FailureCode.POD_NOT_READY, sentence);
    }
}
