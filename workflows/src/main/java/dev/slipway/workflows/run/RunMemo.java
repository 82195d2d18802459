package dev.slipway.workflows.run;

/** What stands in the memo of a workflow that is one run, so that whoever finds it running knows what it is. */
public final class RunMemo {
    /** Id of the run. */
    public static final String RUN = "slipwayRun";

    /** Hash of the request: equal ones are the same request. */
    public static final String REQUEST = "slipwayRequest";

    private RunMemo() {}
}
