package dev.slipway.api.run;

import dev.slipway.api.problem.ApiProblem;
import dev.slipway.store.run.RunRow;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.run.RunKind;

/** What stands in the way of an operation, in a sentence that names it. */
final class Conflicts {
    private Conflicts() {}

    static ApiProblem with(Operation wanted, RunRow other) {
        return new ApiProblem(
                code(wanted.kind()),
                "Run %s (%s) is under way with another request: %s."
                        .formatted(other.id(), words(other.kind()), other.request()));
    }

    /** With a workflow that is no run of its own. */
    static ApiProblem with(Operation wanted) {
        return new ApiProblem(
                code(wanted.kind()), "The workflow " + wanted.workflowId() + " is under way as a part of another run.");
    }

    private static FailureCode code(RunKind kind) {
        return switch (kind) {
            case SET_UP -> FailureCode.POD_BUSY;
            case DOWNLOAD, VERIFY, REMOVE -> FailureCode.CONFLICT;
            case START, STOP, RESTART -> FailureCode.DEPLOYMENT_CONFLICT;
        };
    }

    private static String words(RunKind kind) {
        return switch (kind) {
            case SET_UP -> "a set-up";
            case DOWNLOAD -> "a download";
            case VERIFY -> "a verification";
            case REMOVE -> "a removal";
            case START -> "a start";
            case STOP -> "a stop";
            case RESTART -> "a restart";
        };
    }
}
