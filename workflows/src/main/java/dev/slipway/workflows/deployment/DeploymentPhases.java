package dev.slipway.workflows.deployment;

import dev.slipway.workflows.run.RunKind;
import dev.slipway.workflows.run.SearchAttributes;
import dev.slipway.workflows.run.TaskQueues;
import dev.slipway.workflows.run.WorkflowIds;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** The phases of a deployment, as children: each is a workflow of its own in the Web UI, under the deployment's name. */
final class DeploymentPhases {
    private DeploymentPhases() {}

    static void start(StartRequest request, RunKind kind) {
        DeploymentState state = request.state();
        Workflow.newChildWorkflowStub(
                        StartServerWorkflow.class,
                        options(
                                WorkflowIds.startServer(state.name(), state.instance()),
                                kind,
                                state.name(),
                                request.spec(),
                                "Start " + state.name() + " on "
                                        + request.spec().pod() + ": "
                                        + request.spec().model()))
                .start(request);
    }

    static void stop(StopRequest request, RunKind kind) {
        DeploymentState state = request.state();
        Workflow.newChildWorkflowStub(
                        StopServerWorkflow.class,
                        options(
                                WorkflowIds.stopServer(state.name(), state.instance(), state.runId()),
                                kind,
                                state.name(),
                                state.spec(),
                                "Stop " + state.name()))
                .stop(request);
    }

    private static ChildWorkflowOptions options(
            String id, RunKind kind, String name, @Nullable ServerSpec spec, String summary) {
        var attributes = io.temporal.common.SearchAttributes.newBuilder()
                .set(SearchAttributes.DEPLOYMENT, name)
                .set(SearchAttributes.KIND, kind.name());
        if (spec != null) {
            attributes.set(SearchAttributes.POD, spec.pod()).set(SearchAttributes.MODEL, spec.model());
        }
        return ChildWorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setTaskQueue(TaskQueues.CONTROL)
                .setTypedSearchAttributes(attributes.build())
                .setStaticSummary(summary)
                // Undone first: whoever cancels learns it when nothing of the start is left.
                .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
                .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_REQUEST_CANCEL)
                .build();
    }
}
