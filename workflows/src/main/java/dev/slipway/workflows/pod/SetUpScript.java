package dev.slipway.workflows.pod;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A plan as one script that a person can run on the pod by hand: what {@code --dry-run} prints. Without secrets. */
public final class SetUpScript {
    private static final Pattern SECRET_NAME = Pattern.compile("(?i).*(TOKEN|SECRET|PASSWORD|PASSWD|API_?KEY).*");
    private static final Pattern SECRET_VALUE = Pattern.compile(".*://[^/@\\s]+@.*");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private SetUpScript() {}

    /**
     * Renders a plan.
     *
     * @param name name of the pod
     * @param pod the pod
     * @param plan what the set-up would do
     * @param facts facts of the pod
     */
    public static String render(String name, PodAccess pod, SetUpPlan plan, PodFacts facts) {
        var lines = new ArrayList<String>();
        lines.add("#!/bin/sh");
        lines.add(comment("Set-up of the pod " + name + " (" + pod.display() + "): runtime "
                + plan.runtime().name() + "."));
        lines.add(comment(
                "Run it on the pod as " + facts.machine().user() + "; the next set-up then finds nothing to do."));
        plan.notes().forEach(note -> lines.add(comment("Note: " + note)));
        if (plan.changesNothing()) {
            lines.add("echo 'There is nothing to do.'");
        } else {
            lines.add("set -eu");
            environment(pod, lines);
            SetUpPlan.NAMES.forEach(step -> step(step, plan, lines));
            verification(plan, facts, lines);
        }
        return String.join("\n", lines) + "\n";
    }

    private static void environment(PodAccess pod, List<String> lines) {
        new TreeMap<>(pod.environment()).forEach((variable, value) -> {
            if (!VARIABLE.matcher(variable).matches()) {
                return;
            }
            boolean secret = SECRET_NAME.matcher(variable).matches()
                    || SECRET_VALUE.matcher(value).matches();
            lines.add(
                    secret
                            ? comment("export " + variable + "=... (left out: it holds a secret)")
                            : "export " + variable + "=" + ShellText.quote(value));
        });
        pod.secretNames().stream()
                .sorted()
                .forEach(secret -> lines.add(comment("export " + secret + "=... (left out: it is a secret)")));
    }

    private static void step(String name, SetUpPlan plan, List<String> lines) {
        lines.add("");
        var planned = plan.step(name);
        if (planned.isEmpty()) {
            lines.add(comment(name + ": nothing to do. " + plan.skipped().getOrDefault(name, "")));
            return;
        }
        SetUpStep step = planned.get();
        lines.add(comment(name + ": " + step.why() + "." + (step.needsRoot() ? " Needs root." : "")));
        lines.add("echo " + ShellText.quote("== " + name));
        lines.add("(");
        lines.add("set -- " + ShellText.quote(step.parameters()));
        lines.add(step.script().stripTrailing());
        lines.add(")");
    }

    /** A line of its own, whatever is in it: the rest of a comment with a line end would be run. */
    private static String comment(String text) {
        return "# " + CONTROL.matcher(text).replaceAll(" ");
    }

    private static void verification(SetUpPlan plan, PodFacts facts, List<String> lines) {
        lines.add("");
        lines.add("# verify: vLLM must import.");
        lines.add(ShellText.quote(facts.runtimePath(plan.runtime().name()) + "/bin/python")
                + " -c 'import vllm; print(\"vLLM\", vllm.__version__)'");
    }
}
