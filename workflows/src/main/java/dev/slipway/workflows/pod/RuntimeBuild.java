package dev.slipway.workflows.pod;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a runtime is built: with which uv and which Python.
 *
 * @param runtime the runtime
 * @param facts facts of the pod
 * @param uv path of the pod's own uv; empty: Slipway brings one
 * @param python path of the pod's own Python; empty: uv fetches one
 */
record RuntimeBuild(RuntimeSpec runtime, PodFacts facts, String uv, String python) {
    /** Pinned: what its exit codes and messages mean was looked at. */
    static final String UV_VERSION = "0.13.9";

    static final String PYTHON_VERSION = "3.12";

    /** Older ones do not know {@code --torch-backend}, or know it as a preview. */
    private static final int OLDEST_UV_MINOR = 8;

    static RuntimeBuild of(RuntimeSpec runtime, PodFacts facts) {
        Optional<UvFacts> uv =
                facts.uvs().stream().filter(RuntimeBuild::newEnough).findFirst();
        Optional<PythonFacts> python = facts.pythons().stream()
                .filter(each -> each.minor() >= 10 && each.minor() <= 13)
                .filter(each -> each.headers() || !runtime.gpu()) // Triton compiles against them
                .findFirst();
        return new RuntimeBuild(
                runtime,
                facts,
                uv.map(UvFacts::path).orElse(""),
                python.map(PythonFacts::path).orElse(""));
    }

    Decision uvStep() {
        if (!uv.isEmpty() && !python.isEmpty()) {
            return Decision.skip("The pod has both.");
        }
        String fetched = python.isEmpty() ? PYTHON_VERSION : "";
        return Decision.take(new SetUpStep(
                SetUpPlan.UV,
                uv.isEmpty() ? "the pod has no uv" : "the pod has no Python 3.10 to 3.13 that fits",
                false,
                SetUpScripts.UV,
                List.of(facts.root(), UV_VERSION, uv, fetched),
                Deadlines.UV));
    }

    Decision runtimeStep() {
        var parameters = new ArrayList<String>();
        parameters.add(uv.isEmpty() ? facts.root() + "/tools/uv/bin/uv" : uv);
        parameters.add(python.isEmpty() ? PYTHON_VERSION : python);
        parameters.add(facts.runtimePath(runtime.name()));
        parameters.addAll(runtime.arguments());
        return Decision.take(new SetUpStep(
                SetUpPlan.RUNTIME,
                facts.runtime() == null ? "it is not there" : "what is there does not import",
                false,
                SetUpScripts.RUNTIME,
                parameters,
                Deadlines.RUNTIME));
    }

    private static boolean newEnough(UvFacts uv) {
        return Version.parse(uv.version())
                .filter(version -> version.reaches(0, OLDEST_UV_MINOR))
                .isPresent();
    }
}
