package dev.slipway.ssh.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.ssh.SshException;
import dev.slipway.ssh.job.RemoteJobs.JobEnd;
import dev.slipway.ssh.job.RemoteJobs.JobStatus.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of a job is the end of its whole tree, and of nothing else. */
class EndTest extends LocalPodContract {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final List<Process> bystanders = new ArrayList<>();

    @AfterEach
    void endBystanders() {
        bystanders.forEach(Process::destroyForcibly);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "title leave orphan", // only the descriptor is left
                "leave orphan close", // only the mark in the environment is left
                "title orphan close", // only the session is left
                "orphan",
                "title"
            })
    void anyOneMarkIsEnough(String how) throws Exception {
        var pidFile = pod.home.resolve("runaway");
        pod.start("tree", "python3=$1; shift; $python3 \"$@\" & sleep 300 & wait", runaway(pidFile, how));
        var runaway = LocalProcesses.numberIn(pidFile);
        assertThat(living("tree", "nobody")).containsExactly("tree");
        var ended = end("tree", GRACE);
        assertThat(LocalProcesses.lives(runaway)).isFalse();
        assertThat(living("tree", "nobody")).isEmpty();
        assertThat(ended.ended()).contains("sleep", how.contains("title") ? "VLLM::EngineCor" : "python3");
        assertThat(ended.killed()).isZero();
        assertThat(pod.status("tree").state()).isEqualTo(State.EXITED);
        assertThat(pod.status("tree").exitCode()).isEqualTo(128 + 15);
    }

    @Test
    void whatAJobThatEndedLeftBehindLives() throws Exception {
        pod.start("left", "sleep 300 & echo $! >\"$HOME/pid\"");
        var left = LocalProcesses.numberIn(pod.home.resolve("pid"));
        await().until(() -> pod.status("left").state() == State.EXITED);
        assertThat(living("left")).containsExactly("left");
        end("left", GRACE);
        assertThat(LocalProcesses.lives(left)).isFalse();
        assertThat(living("left")).isEmpty();
    }

    @Test
    void aScriptMayEndInPeace() throws Exception {
        pod.start("peace", "trap 'echo bye; exit 3' TERM; echo ready; while :; do sleep 0.1; done");
        awaitLog("peace", "ready");
        assertThat(end("peace", GRACE).killed()).isZero();
        var outcome = pod.outcome("peace");
        assertThat(outcome.status().exitCode()).isEqualTo(3);
        assertThat(outcome.log()).startsWith("ready\n").endsWith("bye\n");
    }

    @Test
    void aScriptThatEndsAtTheSecondSignalOnlyIsNotKilled() throws Exception {
        pod.start(
                "second",
                "n=0; trap 'n=$((n+1)); echo \"$n\"; [ \"$n\" -lt 2 ] || exit 7' TERM;"
                        + " echo ready; while :; do sleep 0.1; done");
        awaitLog("second", "ready");
        assertThat(end("second", Duration.ofSeconds(3)).killed()).isZero();
        var outcome = pod.outcome("second");
        assertThat(outcome.status().exitCode()).isEqualTo(7);
        assertThat(outcome.log().lines().filter(line -> line.matches("ready|\\d"))) // bash tells of its children, too
                .containsExactly("ready", "1", "2");
    }

    @Test
    void whatDoesNotListenIsKilled() throws Exception {
        pod.start("deaf", "trap '' TERM; echo ready; while :; do sleep 0.1; done");
        awaitLog("deaf", "ready");
        assertThat(end("deaf", Duration.ofMillis(200)).killed()).isPositive();
        assertThat(pod.status("deaf").exitCode()).isEqualTo(128 + 9);
    }

    @Test
    void aStoppedProcessEndsToo() throws Exception {
        pod.start("stopped", "echo $$ >\"$HOME/pid\"; while :; do sleep 0.1; done");
        var script = LocalProcesses.numberIn(pod.home.resolve("pid"));
        LocalProcesses.signal("STOP", script);
        await().until(() -> LocalProcesses.state(script).equals("T"));
        assertThat(end("stopped", GRACE).killed()).isZero();
        assertThat(LocalProcesses.lives(script)).isFalse();
        assertThat(pod.status("stopped").exitCode()).isEqualTo(128 + 15);
    }

    @Test
    void aStoppedRunnerEndsToo() throws Exception {
        var status = pod.start("runner", "sleep 300");
        LocalProcesses.signal("STOP", status.pid());
        end("runner", GRACE);
        assertThat(LocalProcesses.lives(status.pid())).isFalse();
        assertThat(pod.status("runner").state()).isEqualTo(State.EXITED);
    }

    @Test
    void zombiesDoNotCount() throws Exception {
        pod.start("zombie", "sleep 300");
        var pidFile = pod.home.resolve("child");
        bystander(python(
                "zombie_maker.py", pidFile.toString(), pod.folder("zombie").toString()));
        var child = LocalProcesses.numberIn(pidFile);
        await().until(() ->
                Files.readString(Path.of("/proc/" + child + "/comm")).equals("sleep\n"));
        assertThat(end("zombie", GRACE).ended()).contains("sleep");
        assertThat(LocalProcesses.state(child)).isEqualTo("Z");
        assertThat(end("zombie", GRACE).ended()).isEmpty();
    }

    @Test
    void bystandersOfTheSameNameLive() throws Exception {
        var bystander = bystander(List.of("sleep", "300"));
        pod.start("named", "sleep 300");
        pod.start("named2", "sleep 300");
        end("named", GRACE);
        assertThat(bystander.isAlive()).isTrue();
        assertThat(pod.status("named2").state()).isEqualTo(State.RUNNING);
    }

    @Test
    void anOldPidThatIsASessionOfSomebodyElseIsLeftAlone() throws Exception {
        var decoy = bystander(List.of("setsid", "sleep", "300"));
        await().until(() ->
                Files.readString(Path.of("/proc/" + decoy.pid() + "/comm")).equals("sleep\n"));
        pod.start("reused", "true");
        pod.outcome("reused");
        var owner = pod.folder("reused").resolve("owner");
        var words = Files.readString(owner).split(" ");
        Files.writeString(owner, decoy.pid() + " " + words[1] + " " + words[2]);
        assertThat(end("reused", Duration.ZERO).ended()).isEmpty();
        assertThat(decoy.isAlive()).isTrue();
    }

    @Test
    void theKillerItselfNeverCounts() throws Exception {
        pod.start("killer", "sleep 300");
        var marked = pod.host.with("SLIPWAY_JOB_FOLDER", pod.folder("killer").toString());
        assertThat(pod.jobs.end(marked, pod.root, "killer", GRACE).killed()).isZero();
        assertThat(pod.status("killer").state()).isEqualTo(State.EXITED);
    }

    @Test
    void endingWhatNeverBeganKeepsItFromBeginning() throws Exception {
        assertThat(end("never", GRACE)).isEqualTo(new JobEnd(List.of(), 0));
        assertThat(pod.start("never", "touch \"$HOME/ran\"").state()).isEqualTo(State.LOST);
        assertThat(end("never", GRACE)).isEqualTo(new JobEnd(List.of(), 0));
        assertThat(pod.home.resolve("ran")).doesNotExist();
    }

    @Test
    void aStartAndAnEndAtTheSameTimeLeaveNothing() throws Exception {
        for (var round = 0; round < 8; round++) {
            var id = "race." + round;
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var start = threads.submit(() -> pod.start(id, "echo $$ >\"$1\"; sleep 300", pod.home + "/" + id));
                Thread.sleep(round * 5L); // another moment each round; none is the right one
                end(id, GRACE);
                start.get();
            }
            end(id, GRACE);
            assertThat(pod.status(id).state()).isIn(State.LOST, State.EXITED);
            var pid = pod.home.resolve(id);
            assertThat(Files.exists(pid) && LocalProcesses.lives(LocalProcesses.numberIn(pid)))
                    .isFalse();
        }
    }

    @Test
    void aLogWriterThatDiesDoesNotKeepTheJob() throws Exception {
        pod.start("writer", "while :; do echo line; sleep 0.05; done");
        awaitLog("writer", "line");
        for (var pid : LocalProcesses.withArgument(pod.root.path() + "/bin/", "/log.sh")) {
            LocalProcesses.signal("KILL", pid);
        }
        end("writer", GRACE);
        assertThat(pod.status("writer").state()).isEqualTo(State.EXITED);
    }

    private JobEnd end(String id, Duration grace) throws SshException {
        return pod.jobs.end(pod.host, pod.root, id, grace);
    }

    private Set<String> living(String... ids) throws SshException {
        return pod.jobs.living(pod.host, pod.root, List.of(ids));
    }

    private void awaitLog(String id, String text) {
        await().until(() -> new String(
                        pod.jobs.read(pod.host, pod.root, id, 0, 1000).bytes(), java.nio.charset.StandardCharsets.UTF_8)
                .contains(text));
    }

    private Process bystander(List<String> command) throws IOException {
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        bystanders.add(process);
        return process;
    }

    private static String[] runaway(Path pidFile, String how) throws IOException {
        var command = new ArrayList<>(python("runaway.py", pidFile.toString()));
        command.addAll(List.of(how.split(" ")));
        return command.toArray(String[]::new);
    }

    private static List<String> python(String script, String... arguments) throws IOException {
        var path = Objects.requireNonNull(EndTest.class.getResource(script)).getPath();
        var command = new ArrayList<>(List.of(Toolbox.find("python3").toString(), path));
        command.addAll(List.of(arguments));
        return command;
    }
}
