package dev.slipway.workflows.pod;

import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.job.JobOutcome;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a step that did not succeed means: exit codes of our scripts first, then what uv and the system said. Pure. */
final class SetUpFailures {
    private static final String OURS = "slipway: ";

    private static final List<Rule> RULES = List.of(
            new Rule(FailureCode.DISK_FULL, "No space left on device|os error 28|Disk quota exceeded"),
            new Rule(
                    FailureCode.NEEDS_ROOT,
                    "sudo: a password is required|must be superuser|must be root|only root can|are you root\\?|EPERM"),
            new Rule(
                    FailureCode.RUNTIME_UNRESOLVABLE,
                    "No solution found when resolving|was not found in the package registry|there is no version of"),
            new Rule(FailureCode.PYTHON_UNAVAILABLE, "No interpreter found|No download found for request"),
            new Rule(
                    FailureCode.INDEX_UNREACHABLE,
                    "error sending request|Failed to fetch|Could not connect|dns error|Temporary failure in name"
                            + " resolution|Could not resolve|Connection refused|timed out|Failed to download"));

    private SetUpFailures() {}

    /** The failure of a step whose job did not end with exit code 0. */
    static ApplicationFailure of(SetUpStep step, JobOutcome outcome) {
        if (outcome.state() == JobOutcome.State.DEADLINE || outcome.state() == JobOutcome.State.STALLED) {
            return Failures.of(
                    FailureCode.STEP_DEADLINE,
                    "The step " + step.name() + " was ended after "
                            + step.deadline().toMinutes() + " minutes.");
        }
        return byExitCode(outcome.exitCode())
                .map(code -> Failures.of(
                        code, sentence(step, outcome, lastWord(outcome).or(() -> lastLine(outcome)))))
                .orElseGet(() -> bySpeech(step, outcome));
    }

    private static Optional<FailureCode> byExitCode(int exitCode) {
        return switch (exitCode) {
            case 10 -> Optional.of(FailureCode.MOUNT_FAILED);
            case 11 -> Optional.of(FailureCode.MODELS_PATH_UNUSABLE);
            case 20 -> Optional.of(FailureCode.UV_UNAVAILABLE);
            case 21 -> Optional.of(FailureCode.PYTHON_UNAVAILABLE);
            case 30 -> Optional.of(FailureCode.RUNTIME_IN_USE);
            default -> Optional.empty();
        };
    }

    private static ApplicationFailure bySpeech(SetUpStep step, JobOutcome outcome) {
        for (Rule rule : RULES) {
            Optional<String> line = outcome.tail().lines().filter(rule::matches).findFirst();
            if (line.isPresent()) {
                return Failures.of(rule.code(), sentence(step, outcome, line));
            }
        }
        return Failures.of(otherwise(step.name()), sentence(step, outcome, lastLine(outcome)));
    }

    private static FailureCode otherwise(String step) {
        return switch (step) {
            case SetUpPlan.PACKAGES -> FailureCode.SYSTEM_PACKAGES_FAILED;
            case SetUpPlan.TOOLKIT -> FailureCode.CUDA_TOOLKIT_FAILED;
            case SetUpPlan.STORAGE -> FailureCode.MOUNT_FAILED;
            case SetUpPlan.UV -> FailureCode.UV_UNAVAILABLE;
            default -> FailureCode.RUNTIME_INSTALL_FAILED;
        };
    }

    /** What a script of ours said last for people; empty when it said nothing. */
    static Optional<String> lastWord(JobOutcome outcome) {
        return outcome.tail()
                .lines()
                .filter(line -> line.startsWith(OURS))
                .map(line -> line.substring(OURS.length()))
                .reduce((first, last) -> last);
    }

    private static Optional<String> lastLine(JobOutcome outcome) {
        return outcome.tail().lines().filter(line -> !line.isBlank()).reduce((first, last) -> last);
    }

    private static String sentence(SetUpStep step, JobOutcome outcome, Optional<String> said) {
        return "The step " + step.name() + " failed: "
                + said.map(String::strip).orElse("exit code " + outcome.exitCode());
    }

    private record Rule(FailureCode code, Pattern pattern) {
        Rule(FailureCode code, String pattern) {
            this(code, Pattern.compile(pattern));
        }

        boolean matches(String line) {
            return pattern.matcher(line).find();
        }
    }
}
