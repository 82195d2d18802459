package dev.slipway.ssh.job;

import dev.slipway.ssh.RemoteHost;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.job.RemoteJobs.JobStart;
import dev.slipway.ssh.job.RemoteJobs.JobStatus;
import dev.slipway.ssh.job.RemoteJobs.PodRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A pod on this machine for one test: a home, a toolbox, and the jobs on it. Closing it ends what still runs. */
final class LocalPod implements AutoCloseable {
    final Path home;
    final LocalHost host;
    final ShellJobs jobs = new ShellJobs();
    final PodRoot root;

    LocalPod(Toolbox toolbox, Path folder) throws IOException, SshException {
        home = Files.createDirectories(folder.resolve("home"));
        host = new LocalHost(home.toString(), toolbox.path());
        root = jobs.prepare(host, "~/.slipway");
    }

    static JobStart job(String id, String script, String... parameters) {
        return new JobStart(id, script, List.of(parameters), Map.of(), Map.of(), "");
    }

    JobStatus start(String id, String script, String... parameters) throws SshException {
        return jobs.start(host, root, job(id, script, parameters));
    }

    JobStatus status(String id) throws SshException {
        return new TreeMap<>(jobs.status(host, root, List.of(id))).firstEntry().getValue();
    }

    /** Follows from the beginning, for jobs that end. */
    Outcome outcome(String id) throws SshException, InterruptedException {
        var log = new CollectedLog();
        return new Outcome(jobs.follow(host, root, id, 0, log), log.text());
    }

    Path folder(String id) {
        return Path.of(root.path(), "jobs", id);
    }

    /** Every file below the root with its text, for tests of what must not be in one. */
    Map<Path, String> files() throws IOException {
        var texts = new TreeMap<Path, String>();
        try (Stream<Path> files = Files.walk(Path.of(root.path()))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                texts.put(file, new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1));
            }
        }
        return texts;
    }

    @Override
    public void close() throws IOException, SshException {
        jobs.close();
        endAll(jobs, host, root);
        host.dropConnections();
    }

    static void endAll(RemoteJobs jobs, RemoteHost host, PodRoot root) throws IOException, SshException {
        try (Stream<Path> folders = Files.list(Path.of(root.path(), "jobs"))) {
            for (var folder : folders.toList()) {
                jobs.end(host, root, folder.getFileName().toString(), Duration.ZERO);
            }
        }
    }

    record Outcome(JobStatus status, String log) {}
}
