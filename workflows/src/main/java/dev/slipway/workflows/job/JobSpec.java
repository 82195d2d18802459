package dev.slipway.workflows.job;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A job for a pod. No secret in it: secrets are named, and looked up by the activity.
 *
 * @param pod name of the pod
 * @param runId run that it belongs to
 * @param step step of that run, kebab case
 * @param ordinal 1 for the first execution; a finished or lost job is run again under the next one
 * @param script POSIX shell text
 * @param parameters positional parameters: data, never syntax
 * @param environment plain variables, added to the pod's own
 * @param secrets names of secrets to put into the environment ({@code HF_TOKEN}, or those of the pod)
 * @param deadline from the start of the job
 * @param stall end the job when it logged nothing and made no progress for so long; zero: never
 */
public record JobSpec(
        String pod,
        String runId,
        String step,
        int ordinal,
        String script,
        List<String> parameters,
        Map<String, String> environment,
        List<String> secrets,
        Duration deadline,
        Duration stall) {
    /** In {@link #secrets}: every secret variable of the pod, whatever its name. */
    public static final String ALL_SECRETS_OF_POD = "*";

    public JobSpec {
        parameters = List.copyOf(parameters);
        environment = Map.copyOf(environment);
        secrets = List.copyOf(secrets);
    }

    /** The same job for another execution. */
    public JobSpec withOrdinal(int next) {
        return new JobSpec(pod, runId, step, next, script, parameters, environment, secrets, deadline, stall);
    }

    /** The identity on the pod: chosen by the workflow, the same for every attempt of the activity. */
    public String jobId() {
        return runId + "." + step + "." + ordinal;
    }
}
