package dev.slipway.workflows.pod;

import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How a runtime is installed: data, one row a runtime.
 *
 * @param name folder below {@code runtimes}; tells what was asked for, so that two requests never share a build
 * @param requirement requirement specifier of vLLM
 * @param options further arguments of {@code uv pip install}
 * @param torchBackend value of {@code --torch-backend}; empty: the flag is left away
 * @param gpu whether it needs a GPU
 * @param diskMiB free space that it needs
 */
public record RuntimeSpec(
        String name, String requirement, List<String> options, String torchBackend, boolean gpu, long diskMiB) {
    public static final List<String> NAMES = List.of("release", "nightly", "gpt-oss", "cpu");

    private static final Pattern VERSION =
            Pattern.compile("[0-9]+(\\.[0-9]+)*((a|b|rc|\\.post|\\.dev)[0-9]+)*(\\+[a-z0-9]+([._-][a-z0-9]+)*)?");
    private static final Pattern BACKEND = Pattern.compile("auto|none|cpu|cu[0-9]{2,3}");
    private static final long CPU_DISK = 4_000;
    private static final long GPU_DISK = 12_000;

    public RuntimeSpec {
        options = List.copyOf(options);
    }

    /**
     * The row that a request names.
     *
     * @throws io.temporal.failure.ApplicationFailure {@code INVALID_REQUEST} when there is no such runtime or backend
     */
    public static RuntimeSpec of(String runtime, String torchBackend) {
        if (!BACKEND.matcher(torchBackend).matches()) {
            throw Failures.of(
                    FailureCode.INVALID_REQUEST,
                    "The torch backend must be auto, cpu, none or one like cu128: " + torchBackend + ".");
        }
        return switch (runtime) {
            case "release" -> torchBackend.equals("cpu") ? latestForCpu("cpu") : release(torchBackend);
            case "nightly" -> torchBackend.equals("cpu") ? latestForCpu("cpu") : nightly(torchBackend);
            case "gpt-oss" -> gptOss(torchBackend);
            case "cpu" -> latestForCpu(torchBackend);
            default -> version(runtime, torchBackend);
        };
    }

    private static RuntimeSpec version(String version, String backend) {
        if (!VERSION.matcher(version).matches() || version.length() > 60) {
            throw Failures.of(
                    FailureCode.INVALID_REQUEST,
                    "The runtime must be " + String.join(", ", NAMES) + " or a version of vLLM such as 0.32.0.");
        }
        String requirement = "vllm==" + version;
        return switch (backend) {
            case "cpu" -> forCpu(version + "-cpu", requirement, version);
            // The index decides what comes, so it is not known to need a GPU.
            case "none" -> new RuntimeSpec(version + "-none", requirement, List.of(), "", false, CPU_DISK);
            default -> forGpu(version, requirement, List.of(), backend);
        };
    }

    private static RuntimeSpec release(String backend) {
        return forGpu("release", "vllm", List.of(), backend);
    }

    private static RuntimeSpec nightly(String backend) {
        List<String> options = List.of("--prerelease", "allow", "--extra-index-url", "https://wheels.vllm.ai/nightly");
        return forGpu("nightly", "vllm", options, backend);
    }

    /** Its wheels were built against a PyTorch of that time, so the backend is a part of its indexes. */
    private static RuntimeSpec gptOss(String backend) {
        if (!backend.equals("auto") && !backend.equals("none")) {
            throw Failures.of(
                    FailureCode.INVALID_REQUEST,
                    "The runtime gpt-oss brings its own PyTorch: leave --torch-backend away.");
        }
        List<String> options = List.of(
                "--prerelease",
                "allow",
                "--extra-index-url",
                "https://wheels.vllm.ai/gpt-oss/",
                "--extra-index-url",
                "https://download.pytorch.org/whl/nightly/cu128",
                "--index-strategy",
                "unsafe-best-match");
        return new RuntimeSpec("gpt-oss", "vllm==0.10.1+gptoss", options, "", true, GPU_DISK);
    }

    /** The project publishes an index of CPU builds for its latest code and for each version, but none for "the release". */
    private static RuntimeSpec latestForCpu(String backend) {
        if (backend.startsWith("cu")) {
            throw Failures.of(
                    FailureCode.INVALID_REQUEST, "The runtime cpu takes no torch backend such as " + backend + ".");
        }
        return forCpu("cpu", "vllm", "nightly");
    }

    private static RuntimeSpec forCpu(String name, String requirement, String build) {
        List<String> options = List.of(
                "--extra-index-url", "https://wheels.vllm.ai/" + build + "/cpu", "--index-strategy", "first-index");
        return new RuntimeSpec(name, requirement, options, "cpu", false, CPU_DISK);
    }

    private static RuntimeSpec forGpu(String name, String requirement, List<String> options, String backend) {
        return switch (backend) {
            case "none" -> new RuntimeSpec(name + "-none", requirement, options, "", true, GPU_DISK);
            case "auto" -> new RuntimeSpec(name, requirement, options, "auto", true, GPU_DISK);
            default -> new RuntimeSpec(name + "-" + backend, requirement, options, backend, true, GPU_DISK);
        };
    }

    /** Arguments of {@code uv pip install}, the requirement last. */
    List<String> arguments() {
        var arguments = new ArrayList<>(options);
        if (!torchBackend.isEmpty()) {
            arguments.add("--torch-backend");
            arguments.add(torchBackend);
        }
        arguments.add(requirement);
        return arguments;
    }
}
