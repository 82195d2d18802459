package dev.slipway.workflows.pod;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.job.JobOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs scripts of steps in a real shell, whose programs are stubs where a test laid one down. */
final class ScriptBench {
    private final List<String> shell;
    private final Path programs;
    private final Path calls;
    private final Map<String, String> variables = new TreeMap<>();

    ScriptBench(String shell, Path folder) throws IOException {
        this.shell = List.of(shell.split(" "));
        this.programs = Files.createDirectories(folder.resolve("programs"));
        this.calls = Files.writeString(folder.resolve("calls"), "");
        variable("PATH", programs + ":/usr/sbin:/usr/bin:/sbin:/bin");
        variable("HOME", folder.toString());
        variable("CALLS", calls.toString());
    }

    ScriptBench variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    /** Lays a program down; its name and arguments are noted when it is called. */
    Path program(String name, String body) throws IOException {
        return program(programs, name, body);
    }

    /** The same somewhere else than in the PATH. */
    Path program(Path folder, String name, String body) throws IOException {
        Path file = Files.createDirectories(folder).resolve(name);
        Files.writeString(file, "#!/bin/sh\necho \"" + name + " $*\" >>\"$CALLS\"\n" + body + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** What was called, in turn. */
    List<String> calls() throws IOException {
        return Files.readAllLines(calls);
    }

    Result run(String script, String... parameters) throws IOException, InterruptedException {
        return run(List.of(), script, parameters);
    }

    /** @param before a command that runs the shell, for example in a namespace */
    Result run(List<String> before, String script, String... parameters) throws IOException, InterruptedException {
        var command = new ArrayList<>(before);
        command.addAll(shell);
        command.addAll(List.of("-c", script, "slipway"));
        command.addAll(List.of(parameters));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(variables);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), said);
    }

    /** How a script ended. */
    record Result(int exitCode, String said) {
        /** The failure of the step that this is the end of. */
        Failure failure(String step) {
            var ended = new SetUpStep(step, "", false, "", List.of(), Duration.ofMinutes(1));
            return Failures.read(SetUpFailures.of(ended, new JobOutcome(JobOutcome.State.EXITED, exitCode, said)));
        }
    }
}
