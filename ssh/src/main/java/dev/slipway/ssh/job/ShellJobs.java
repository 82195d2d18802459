package dev.slipway.ssh.job;

import dev.slipway.ssh.RemoteHost;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.SshException.Kind;
import dev.slipway.ssh.job.PodScripts.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Remote jobs by POSIX shell scripts on the pod: no agent, no daemon. One instance serves all pods of a process; it
 * holds nothing but the open follower channels.
 */
public final class ShellJobs implements RemoteJobs, AutoCloseable {
    private static final Duration SHORT = Duration.ofSeconds(60);
    private static final Duration PRUNING = Duration.ofSeconds(5);
    private static final Duration PRUNING_SLACK = Duration.ofSeconds(20);
    /** A runner that is killed before it claims leaves nothing behind, so the start is simply done again. */
    private static final int STARTS = 3;

    private static final byte[] NOTHING = {};

    private final PodScripts scripts = new PodScripts(new JobScripts());
    private final FollowChannels followers = new FollowChannels(scripts);

    @Override
    public PodRoot prepare(RemoteHost control, String root) throws SshException {
        if (!mayBeRoot(root)) {
            throw new SshException(
                    Kind.ROOT_UNUSABLE, "a pod's root is absolute or starts with ~/: " + LogText.clean(root));
        }
        var answer = scripts.prepare(control, root, control.connect(SHORT).hostKey(), SHORT);
        return new PodRoot(
                answer.value("path"),
                answer.value("home"),
                answer.value("fingerprint"),
                answer.value("boot"),
                Answers.number(answer.value("free")));
    }

    @Override
    public JobStatus start(RemoteHost control, PodRoot root, JobStart job) throws SshException {
        var id = Names.check(job.id());
        var deployment = job.deployment().isEmpty() ? "" : Names.check(job.deployment());
        var secrets = Exports.of(job.secrets()).getBytes(StandardCharsets.UTF_8);
        var arguments = new ArrayList<>(
                List.of(id, deployment, job.script(), Exports.of(job.environment()), Integer.toString(secrets.length)));
        arguments.addAll(job.parameters());
        for (var attempt = 0; attempt < STARTS; attempt++) {
            var status = Answers.status(call(control, root, "start.sh", arguments, secrets, SHORT), id);
            if (status.state() != JobStatus.State.ABSENT) {
                return status;
            }
        }
        throw new SshException(Kind.DEADLINE, "the runner of " + id + " ended before it claimed the job");
    }

    @Override
    public Map<String, JobStatus> status(RemoteHost control, PodRoot root, List<String> jobIds) throws SshException {
        jobIds.forEach(Names::check);
        var statuses = new LinkedHashMap<String, JobStatus>();
        if (jobIds.isEmpty()) {
            return statuses;
        }
        var answer = call(control, root, "status.sh", jobIds, NOTHING, SHORT);
        for (var id : jobIds) {
            statuses.put(id, Answers.status(answer, id));
        }
        return statuses;
    }

    @Override
    public Set<String> living(RemoteHost control, PodRoot root, List<String> jobIds) throws SshException {
        jobIds.forEach(Names::check);
        if (jobIds.isEmpty()) {
            return Set.of();
        }
        var lines = call(control, root, "living.sh", jobIds, NOTHING, SHORT).lines();
        return jobIds.stream().filter(id -> lines.contains("living " + id)).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public JobStatus follow(RemoteHost follow, PodRoot root, String jobId, long fromOffset, LogListener listener)
            throws SshException, InterruptedException {
        return followers.follow(follow, root, Names.check(jobId), fromOffset, listener);
    }

    @Override
    public LogChunk read(RemoteHost control, PodRoot root, String jobId, long fromOffset, int maxBytes)
            throws SshException {
        var arguments = List.of(Names.check(jobId), Long.toString(fromOffset), Integer.toString(maxBytes));
        var command = scripts.command(root, "read.sh", arguments, NOTHING, SHORT);
        var received = new ReceivedLog();
        var result = control.stream(command, received);
        if (PodScripts.wiped(result)) {
            return new LogChunk(fromOffset, NOTHING, 0);
        }
        return received.chunk(result);
    }

    @Override
    public JobEnd end(RemoteHost control, PodRoot root, String jobId, Duration grace) throws SshException {
        var arguments = List.of(Names.check(jobId), Long.toString(grace.toMillis() / 10));
        var answer = call(control, root, "end.sh", arguments, NOTHING, grace.plus(SHORT));
        var ended = answer.lines().stream()
                .filter(line -> line.startsWith("ended "))
                .map(line -> LogText.clean(line.substring("ended ".length())))
                .toList();
        return new JobEnd(ended, (int) Answers.number(answer.value("killed")));
    }

    @Override
    public int prune(RemoteHost control, PodRoot root, Duration olderThan, Set<String> kept) throws SshException {
        return prune(control, root, olderThan, kept, PRUNING);
    }

    /** @param most after so long no further folder is removed */
    int prune(RemoteHost control, PodRoot root, Duration olderThan, Set<String> kept, Duration most)
            throws SshException {
        kept.forEach(Names::check);
        var arguments = List.of(Long.toString(olderThan.toSeconds()), Long.toString(most.toSeconds()));
        var names = String.join(" ", kept).getBytes(StandardCharsets.UTF_8);
        var answer = call(control, root, "prune.sh", arguments, names, most.plus(PRUNING_SLACK));
        return (int) Answers.number(answer.value("pruned"));
    }

    @Override
    public FencedResult fenced(
            RemoteHost control,
            PodRoot root,
            Fence fence,
            String script,
            List<String> parameters,
            byte[] stdin,
            Duration timeout)
            throws SshException {
        var arguments = new ArrayList<>(List.of(
                Names.check(fence.runId()),
                Names.check(fence.step()),
                "%019d".formatted(fence.number()), // file names that sort as the numbers do
                Long.toString(Math.max(1, timeout.toSeconds())),
                Integer.toString(stdin.length),
                script));
        arguments.addAll(parameters);
        // An older attempt that still runs is waited for, so twice the time.
        var answer = call(
                control,
                root,
                "fence.sh",
                arguments,
                stdin,
                timeout.multipliedBy(2).plus(SHORT));
        return Answers.fenced(answer);
    }

    /** Closes the follower channels; whoever follows is told that the connection is lost. */
    @Override
    public void close() {
        followers.close();
    }

    /** Runs a script; where the root was wiped, lays the scripts down again, once. */
    private Answer call(
            RemoteHost control, PodRoot root, String script, List<String> arguments, byte[] stdin, Duration timeout)
            throws SshException {
        var command = scripts.command(root, script, arguments, stdin, timeout);
        var result = control.run(command);
        if (PodScripts.wiped(result)) {
            layDownAgain(control, root);
            result = control.run(command);
        }
        return PodScripts.answer(result);
    }

    private void layDownAgain(RemoteHost control, PodRoot root) throws SshException {
        var parent = root.path().substring(0, root.path().lastIndexOf('/'));
        var found = prepare(control, parent.isEmpty() ? "/" : parent);
        if (!found.path().equals(root.path())) {
            throw new SshException(
                    Kind.ROOT_UNUSABLE,
                    "the machine is " + found.fingerprint() + " and not " + root.fingerprint() + " any more");
        }
    }

    private static boolean mayBeRoot(String root) {
        var place = root.equals("~") || root.startsWith("~/") || root.startsWith("/");
        return place && root.chars().noneMatch(Character::isISOControl);
    }
}
