package dev.slipway.workflows.deployment;

import io.temporal.activity.ActivityInterface;

/** What is done with a server on its pod. Each tolerates being repeated at any point. */
@ActivityInterface
public interface ServerActivities {
    /**
     * Makes sure that the runtime of the plan is still on the pod.
     *
     * @return the exact vLLM version that is installed
     */
    String checkRuntime(String pod, ServerPlan plan);

    /** Starts the server as a detached job, or finds it started: never twice. */
    void launch(LaunchRequest request);

    /**
     * Waits until the server that was launched is ready: its process lives and listens on its port, {@code /health} answers
     * 200, its name is listed, and a one-token inference (or the fitting call) works. Heartbeats; a later attempt goes on.
     *
     * @throws io.temporal.failure.ApplicationFailure with the code of why it will not become ready
     */
    ReadyResult awaitReady(ReadyRequest request);

    /**
     * Waits until no request is in flight, at most for the time given.
     *
     * @return how many were still running at the end; 0 also when the server does not answer any more
     */
    int drain(InstanceRef instance, int seconds);

    /** Ends every process of an instance: TERM, wait, TERM, KILL. Done only when none lives; tolerates "never started". */
    void terminate(InstanceRef instance);

    /**
     * Waits until the GPUs of an instance have their memory back.
     *
     * @return empty, or who still holds some, in a sentence
     */
    String awaitMemory(InstanceRef instance);
}
