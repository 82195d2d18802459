package dev.slipway.workflows.pod;

import java.util.ArrayList;
import java.util.List;

/** Which system packages a runtime needs: a compiler for the kernels that are built on the pod, and a way to fetch. */
final class PackageNeeds {
    private final RuntimeSpec runtime;
    private final MachineFacts machine;
    private final List<String> notes;

    PackageNeeds(RuntimeSpec runtime, MachineFacts machine, List<String> notes) {
        this.runtime = runtime;
        this.machine = machine;
        this.notes = notes;
    }

    Decision step(boolean runtimeWorks) {
        var parameters = new ArrayList<String>();
        var missing = new ArrayList<String>();
        if (!machine.has("curl") && !machine.has("wget") && !runtimeWorks) {
            parameters.add("curl");
            missing.add("curl");
        }
        if (compilerWanted()) {
            parameters.add(compilerPackage());
            missing.add("a C++ compiler");
        }
        if (parameters.isEmpty()) {
            return Decision.skip("They are there.");
        }
        parameters.addFirst(machine.packageManager());
        String why = String.join(" and ", missing) + (missing.size() == 1 ? " is missing" : " are missing");
        return Decision.take(
                new SetUpStep(SetUpPlan.PACKAGES, why, true, SetUpScripts.PACKAGES, parameters, Deadlines.PACKAGES));
    }

    /** On a GPU nothing runs without one; on a CPU vLLM can do without ({@code --enforce-eager}). */
    private boolean compilerWanted() {
        if (machine.has("g++") || (runtime.gpu() && (machine.has("cc") || machine.has("gcc")))) {
            return false;
        }
        boolean possible = machine.mayBecomeRoot() && !machine.packageManager().isEmpty();
        if (!possible && !runtime.gpu()) {
            notes.add("There is no C++ compiler: start servers with --enforce-eager.");
            return false;
        }
        return true;
    }

    private String compilerPackage() {
        return switch (machine.packageManager()) {
            case "apt-get", "apk" -> "g++";
            default -> "gcc-c++";
        };
    }
}
