package dev.slipway.workflows.deployment;

import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.pod.SecretNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the user wants, after raw arguments have won over the named options. What leases depend on is read out of them, so
 * that a reservation is always what the server takes.
 *
 * @param port 0: any
 * @param portIsRaw whether the port stands in the raw arguments
 * @param memoryPercent 0: no opinion
 * @param gpus 0: no opinion
 * @param host empty: no opinion
 * @param revision of the model
 * @param servedNames empty: no opinion
 * @param kind empty: no opinion
 * @param raw the raw arguments
 * @param notes which named option a raw argument replaced
 */
record Wishes(
        int port,
        boolean portIsRaw,
        int memoryPercent,
        int gpus,
        String host,
        String revision,
        List<String> servedNames,
        String kind,
        VllmArguments raw,
        List<String> notes) {
    private static final int MOST_PERCENT = 95;
    private static final int LEAST_PORT = 1024;
    private static final int LAST_PORT = 65_535;
    /** Addresses that answer on the loopback too. */
    private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost", "0.0.0.0", "::");

    private static final List<String> NOT_OVER_HTTP =
            List.of("model", "uds", "ssl-keyfile", "ssl-certfile", "headless");
    /** Options that decide what is planned, or are refused. */
    private static final List<String> READ_HERE = List.of(
            "api-key",
            "config",
            "data-parallel-size",
            "dtype",
            "gpu-memory-utilization",
            "headless",
            "hf-token",
            "host",
            "max-model-len",
            "model",
            "pipeline-parallel-size",
            "port",
            "revision",
            "runner",
            "served-model-name",
            "ssl-certfile",
            "ssl-keyfile",
            "task",
            "tensor-parallel-size",
            "uds");

    private static final Set<String> SECRETS = Set.of("VLLM_API_KEY", "HF_TOKEN", "HUGGING_FACE_HUB_TOKEN");
    /** More than any machine has; also keeps the product in range. */
    private static final int MOST_GPUS = 1024;

    static Wishes of(ServerSpec spec) throws PlanRefused {
        VllmArguments raw = VllmArguments.parse(spec.arguments());
        refuseWhatCannotBe(spec, raw);
        var notes = new ArrayList<String>();
        int gpus = parallel(raw).orElse(spec.gpus());
        note(notes, spec.gpus() > 0 && gpus != spec.gpus(), "--gpus " + spec.gpus(), "the parallel sizes given");
        int percent = percent(raw).orElse(spec.memoryPercent());
        note(
                notes,
                spec.memoryPercent() > 0 && percent != spec.memoryPercent(),
                "--memory " + spec.memoryPercent() + " %",
                display(raw, "gpu-memory-utilization"));
        int port = number(raw, "port").orElse(spec.port());
        note(notes, spec.port() > 0 && port != spec.port(), "--port " + spec.port(), display(raw, "port"));
        check(percent >= 0 && percent <= MOST_PERCENT, "The share of a GPU's memory can be 1 to 95 percent.");
        check(
                port == 0 || (port >= LEAST_PORT && port <= LAST_PORT),
                "The port can be " + LEAST_PORT + " to " + LAST_PORT + ".");
        return new Wishes(
                port,
                raw.has("port"),
                percent,
                gpus,
                raw.value("host").orElse(""),
                raw.value("revision").orElse(spec.revision()),
                raw.find("served-model-name").map(VllmArguments.Option::values).orElse(List.of()),
                kind(raw),
                raw,
                notes);
    }

    private static void refuseWhatCannotBe(ServerSpec spec, VllmArguments raw) throws PlanRefused {
        if (!raw.strays().isEmpty()) {
            throw bad("\"" + raw.strays().getFirst() + "\" is no vLLM option; the model is given without --.");
        }
        refuseAbbreviations(raw);
        if (raw.has("api-key")) {
            throw bad("--api-key would show in the pod's process list: set SLIPWAY_API_KEY for the worker instead.");
        }
        if (raw.has("hf-token")) {
            throw bad("--hf-token would show in the pod's process list: set HF_TOKEN for the worker instead.");
        }
        if (raw.has("config")) {
            throw bad(
                    "--config cannot be used here, since nobody but vLLM would read it: give its options themselves.");
        }
        for (String flag : NOT_OVER_HTTP) {
            if (raw.has(flag)) {
                throw bad("--" + flag + " cannot be used here: the server is reached over HTTP on a port of its pod.");
            }
        }
        Optional<String> host = raw.value("host");
        if (host.isPresent() && !HOSTS.contains(host.get())) {
            throw bad("--host can be 127.0.0.1 or 0.0.0.0: the server is asked over its pod's loopback.");
        }
        for (String name : spec.environment().keySet()) {
            if (SECRETS.contains(name)) {
                throw bad(name + " is a secret: give it to the worker's environment, and not to a deployment.");
            }
            if (SecretNames.looksSecret(name)) {
                throw bad(name + " looks like a secret, which a deployment's variables are not: give it to the pod"
                        + " (--secret-env).");
            }
        }
    }

    /** vLLM reads the start of an option as the option; here it would be overlooked. */
    private static void refuseAbbreviations(VllmArguments raw) throws PlanRefused {
        for (VllmArguments.Option option : raw.options()) {
            if (option.flag().isEmpty()) {
                throw bad("\"" + option.tokens().getFirst() + "\" is no vLLM option.");
            }
            Optional<String> meant = READ_HERE.stream()
                    .filter(flag -> option.tokens().getFirst().startsWith("--"))
                    .filter(flag -> flag.startsWith(option.flag()) && !flag.equals(option.flag()))
                    .findFirst();
            if (meant.isPresent() && !READ_HERE.contains(option.flag())) {
                throw bad("--" + option.flag() + " is short for --" + meant.get() + ": write it out.");
            }
        }
    }

    /** GPUs that the parallel sizes add up to, if any of them is given. */
    private static Optional<Integer> parallel(VllmArguments raw) throws PlanRefused {
        long product = 1;
        boolean given = false;
        for (String flag : List.of("tensor-parallel-size", "pipeline-parallel-size", "data-parallel-size")) {
            Optional<Integer> size = number(raw, flag);
            given |= size.isPresent();
            product *= size.orElse(1);
            if (product > MOST_GPUS) {
                throw bad("The parallel sizes ask for " + product + " GPUs.");
            }
        }
        return given ? Optional.of((int) product) : Optional.empty();
    }

    private static Optional<Integer> percent(VllmArguments raw) throws PlanRefused {
        Optional<String> value = raw.value("gpu-memory-utilization");
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            double share = Double.parseDouble(value.get());
            if (share > 0 && share <= 1) {
                return Optional.of((int) Math.ceil(share * 100 - 1e-9));
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw bad("--gpu-memory-utilization must be a number such as 0.5, and not \"" + value.get() + "\".");
    }

    private static Optional<Integer> number(VllmArguments raw, String flag) throws PlanRefused {
        Optional<String> value = raw.value(flag);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            int number = Integer.parseInt(value.get());
            if (number > 0) {
                return Optional.of(number);
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw bad("--" + flag + " must be a whole number, and not \"" + value.get() + "\".");
    }

    private static String kind(VllmArguments raw) {
        String task = raw.value("task").orElse("");
        if (task.equals("score") || task.equals("classify")) {
            return "score";
        }
        boolean pooling = raw.value("runner").orElse("").equals("pooling") || task.startsWith("embed");
        return pooling ? "embed" : "";
    }

    private static void note(List<String> notes, boolean replaced, String what, String by) {
        if (replaced) {
            notes.add(what + " was replaced by " + by + ".");
        }
    }

    private static String display(VllmArguments raw, String flag) {
        return raw.find(flag).map(VllmArguments.Option::display).orElse("");
    }

    private static void check(boolean holds, String message) throws PlanRefused {
        if (!holds) {
            throw new PlanRefused(FailureCode.INVALID_REQUEST, message);
        }
    }

    private static PlanRefused bad(String message) {
        return new PlanRefused(FailureCode.BAD_ARGUMENT, message);
    }
}
