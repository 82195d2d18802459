package dev.slipway.workflows.pod;

import org.jspecify.annotations.Nullable;

/** Whether a step is taken; if not, why not. */
record Decision(@Nullable SetUpStep step, String why) {
    static Decision take(SetUpStep step) {
        return new Decision(step, step.why());
    }

    static Decision skip(String why) {
        return new Decision(null, why);
    }
}
