package dev.slipway.ssh.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.ssh.Command;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.SshException.Kind;
import dev.slipway.ssh.job.RemoteJobs.Fence;
import dev.slipway.ssh.job.RemoteJobs.FencedResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** Short changing commands behind the ledger. */
class FenceTest extends LocalPodContract {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @Test
    void runsOnceWithItsInputAndKeepsTheResult() throws Exception {
        var script = "echo \"$1\"; cat; echo problem >&2; echo x >>\"$HOME/count\"; exit 3";
        var first = fenced(1, script, "input", "a 'b' $c");
        assertThat(first).isEqualTo(new FencedResult(3, "a 'b' $c\ninput", "problem\n", false));
        var replayed = new FencedResult(3, first.stdout(), first.stderr(), true);
        assertThat(fenced(1, script, "input", "a 'b' $c")).isEqualTo(replayed);
        assertThat(fenced(2, script, "input", "a 'b' $c")).isEqualTo(replayed);
        assertThat(pod.home.resolve("count")).hasContent("x");
    }

    @Test
    void anOlderAttemptIsRefused() throws Exception {
        fenced(10, "true", "");
        assertRefused(Kind.FENCED, () -> fenced(9, "touch \"$HOME/late\"", ""));
        assertThat(pod.home.resolve("late")).doesNotExist();
        assertThat(fenced(10, "false", "").replayed()).isTrue();
    }

    @Test
    void anOlderAttemptThatRunsIsWaitedForAndItsResultIsTheResult() throws Exception {
        pod.host.run(Command.of(TIMEOUT, "mkfifo", pod.home + "/go"));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var older = threads.submit(() -> fenced(1, "touch \"$HOME/began\"; cat \"$HOME/go\"", ""));
            await().until(() -> Files.exists(pod.home.resolve("began")));
            var newer = threads.submit(() -> fenced(2, "echo never", ""));
            await().until(() -> Files.exists(entry().resolve("seen.0000000000000000002")));
            Files.writeString(pod.home.resolve("go"), "went");
            assertThat(older.get()).isEqualTo(new FencedResult(0, "went", "", false));
            assertThat(newer.get()).isEqualTo(new FencedResult(0, "went", "", true));
        }
    }

    @Test
    void manyAtOnceAreOneExecution() throws Exception {
        var attempts = new ArrayList<Future<FencedResult>>();
        try (var threads = Executors.newFixedThreadPool(20)) {
            for (var i = 0; i < 20; i++) {
                attempts.add(threads.submit(() -> fenced(7, "echo x >>\"$HOME/count\"; echo done", "")));
            }
        }
        var replayed = 0;
        for (var each : attempts) {
            assertThat(each.get().stdout()).isEqualTo("done\n");
            replayed += each.get().replayed() ? 1 : 0;
        }
        assertThat(replayed).isEqualTo(19);
        assertThat(pod.home.resolve("count")).hasContent("x");
    }

    @Test
    void anAttemptThatWasKilledIsFollowedByTheNext() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var killed = threads.submit(() -> fenced(1, "echo $$ >\"$HOME/pid\"; sleep 300", "secret input"));
            var script = LocalProcesses.numberIn(pod.home.resolve("pid"));
            var owner =
                    Long.parseLong(Files.readString(entry().resolve("turn.1")).split(" ")[0]);
            LocalProcesses.signal("KILL", owner);
            LocalProcesses.signal("KILL", script);
            assertThatThrownBy(killed::get).cause().isInstanceOf(SshException.class);
            assertThat(fenced(2, "echo second", "").stdout()).isEqualTo("second\n");
        }
        assertThat(pod.files().values()).noneMatch(text -> text.contains("secret input"));
    }

    @Test
    void aCommandThatHangsIsEndedWithItsChildren() throws Exception {
        var hangs = "sh -c 'echo $$ >\"$HOME/pid\"; sleep 300' & wait";
        assertRefused(
                Kind.DEADLINE,
                () -> pod.jobs.fenced(
                        pod.host,
                        pod.root,
                        new Fence("run", "step", 1),
                        hangs,
                        List.of(),
                        new byte[0],
                        Duration.ofSeconds(1)));
        assertThat(LocalProcesses.lives(LocalProcesses.numberIn(pod.home.resolve("pid"))))
                .isFalse();
        assertThat(fenced(2, "echo again", "").stdout()).isEqualTo("again\n");
    }

    @Test
    void whatItMakesHasUsualPermissionsAndItsInputDoesNotStay() throws Exception {
        fenced(1, "cat >\"$HOME/made\"; stat -c %a \"$HOME/made\"", "s3cr3t text");
        assertThat(pod.home.resolve("made")).hasContent("s3cr3t text");
        assertThat(fenced(1, "", "").stdout()).isEqualTo("644\n");
        assertThat(pod.files().values()).noneMatch(text -> text.contains("s3cr3t"));
    }

    @Test
    void stepsDoNotShareAFence() throws Exception {
        fenced(5, "true", "");
        var other = pod.jobs.fenced(
                pod.host, pod.root, new Fence("run", "other", 1), "echo mine", List.of(), new byte[0], TIMEOUT);
        assertThat(other.stdout()).isEqualTo("mine\n");
    }

    private FencedResult fenced(long number, String script, String input, String... parameters) throws SshException {
        var stdin = input.getBytes(StandardCharsets.UTF_8);
        var fence = new Fence("run", "step", number);
        return pod.jobs.fenced(pod.host, pod.root, fence, script, List.of(parameters), stdin, TIMEOUT);
    }

    private Path entry() {
        return Path.of(pod.root.path(), "ledger", "run", "step");
    }

    private static void assertRefused(Kind kind, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .asInstanceOf(InstanceOfAssertFactories.type(SshException.class))
                .returns(kind, SshException::kind);
    }
}
