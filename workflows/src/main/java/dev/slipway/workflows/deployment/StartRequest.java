package dev.slipway.workflows.deployment;

/**
 * Input of a start.
 *
 * @param state the deployment, starting, with its specification and the number of the new instance
 */
public record StartRequest(DeploymentState state) {
    /** The specification, which every start has. */
    public ServerSpec spec() {
        ServerSpec spec = state.spec();
        if (spec == null) {
            throw new IllegalStateException("a start without a specification");
        }
        return spec;
    }

    /** Identity of the server's job on the pod. */
    public String jobId() {
        return state.runId() + ".serve." + state.instance();
    }

    InstanceRef instance() {
        return new InstanceRef(state.runId(), spec().pod(), state.name(), state.instance());
    }
}
