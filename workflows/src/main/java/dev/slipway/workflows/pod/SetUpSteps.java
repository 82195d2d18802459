package dev.slipway.workflows.pod;

import dev.slipway.workflows.run.Step;
import java.util.List;

/** The steps of a set-up as people see them, in order. */
final class SetUpSteps {
    static final String CONNECT = "connect";
    static final String FACTS = "facts";
    static final String PLAN = "plan";
    static final String VERIFY = "verify";
    static final String RECORD = "record";

    static final List<Step> ALL = List.of(
            Step.waiting(CONNECT, "Connect, pin the host key"),
            Step.waiting(FACTS, "Look at the machine"),
            Step.waiting(PLAN, "Plan"),
            Step.waiting(SetUpPlan.PACKAGES, "System packages"),
            Step.waiting(SetUpPlan.TOOLKIT, "CUDA toolkit"),
            Step.waiting(SetUpPlan.STORAGE, "Storage for models"),
            Step.waiting(SetUpPlan.UV, "uv and Python"),
            Step.waiting(SetUpPlan.RUNTIME, "vLLM runtime"),
            Step.waiting(VERIFY, "Import vLLM"),
            Step.waiting(RECORD, "Record"));

    private SetUpSteps() {}
}
