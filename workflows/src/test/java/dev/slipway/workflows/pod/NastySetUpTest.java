package dev.slipway.workflows.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.workflows.pod.StorageFacts.ModelsPath;
import dev.slipway.workflows.testing.NastyText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A dry run of a pod whose owner gave names that would be syntax: what is printed is still the script that was meant. */
class NastySetUpTest {
    /** Stands in for each step, so that a printed script can be run: tells what reached it. */
    private static final String TELL = "printf '%s\\0' \"$PLAIN\" \"$@\"";

    private static final int NO_SUCH_PYTHON = 127;

    @Property(tries = 150)
    void theValuesComeBackAndNothingElseIsRun(
            @ForAll("texts") String models, @ForAll("texts") String mount, @ForAll("texts") String value)
            throws Exception {
        var pod = new PodAccess(
                "root@" + value,
                "gpu-1",
                Samples.ROOT,
                "mount " + mount,
                "/models" + models,
                Map.of("PLAIN", value, "NO\nVARIABLE", "x"),
                List.of("SECRET\nid"),
                false);
        var facts = Samples.bare().storage(false, ModelsPath.ABSENT).facts();
        SetUpPlan plan = toldOnly(SetUpPlanner.plan(wish(), pod, facts), value);

        String script = SetUpScript.render("gpu\nid", pod, plan, facts);

        assertThat(run(List.of("sh", "-n", "-c", script)).exitCode()).isZero();
        assertThat(run(List.of("sh", "-c", script))).isEqualTo(new Result(NO_SUCH_PYTHON, told(plan, value)));
    }

    @Provide
    Arbitrary<String> texts() {
        return NastyText.any().filter(text -> !text.contains("@")); // "://x@" is taken for a secret, and left out
    }

    private static SetUpWish wish() {
        return SetUpWish.of(new SetUpRequest("run-1", "gpu-1", "0.0.1", "none", "never"));
    }

    private static SetUpPlan toldOnly(SetUpPlan plan, String note) {
        var steps = plan.steps().stream()
                .map(step -> new SetUpStep(
                        step.name(), step.why(), step.needsRoot(), TELL, step.parameters(), step.deadline()))
                .toList();
        return new SetUpPlan(plan.runtime(), steps, plan.skipped(), List.of(note));
    }

    private static String told(SetUpPlan plan, String value) {
        assertThat(plan.step(SetUpPlan.STORAGE)).isPresent();
        return plan.steps().stream()
                .map(step -> "== " + step.name() + "\n" + value + "\0" + String.join("\0", step.parameters()) + "\0")
                .collect(Collectors.joining());
    }

    private static Result run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), said);
    }

    private record Result(int exitCode, String said) {}
}
