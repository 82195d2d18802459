package dev.slipway.ssh.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.ssh.job.RemoteJobs.JobStart;
import dev.slipway.ssh.job.RemoteJobs.JobStatus;
import dev.slipway.ssh.job.RemoteJobs.JobStatus.State;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Start, status and outcome of jobs, on each kind of shell. */
class JobsTest extends LocalPodContract {
    @Test
    void runsOnceAndKeepsItsExitCodeAndLog() throws Exception {
        pod.start("run.step.1", "echo out; echo err >&2; echo \"$1,$2\"; exit 7", "a b", "$(id)");
        var outcome = pod.outcome("run.step.1");
        assertThat(outcome.status().state()).isEqualTo(State.EXITED);
        assertThat(outcome.status().exitCode()).isEqualTo(7);
        assertThat(outcome.log()).isEqualTo("out\nerr\na b,$(id)\n");
        assertThat(outcome.status().logBytes()).isEqualTo(outcome.log().length());
        assertThat(pod.status("run.step.1")).isEqualTo(outcome.status());
        assertThat(pod.start("run.step.1", "echo again")).isEqualTo(outcome.status());
        assertThat(pod.outcome("run.step.1")).isEqualTo(outcome);
    }

    @Test
    void aStartDoesNotWaitForTheJob() throws Exception {
        var status = pod.start("long", "sleep 300");
        assertThat(status.state()).isEqualTo(State.RUNNING);
        assertThat(LocalProcesses.lives(status.pid())).isTrue();
        assertThat(pod.start("long", "sleep 300")).isEqualTo(status);
    }

    @Test
    void aScriptThatDiesOfASignalTellsWhich() throws Exception {
        pod.start("killed", "kill -s KILL $$");
        assertThat(pod.outcome("killed").status().exitCode()).isEqualTo(128 + 9);
    }

    @Test
    void aDaemonThatKeepsTheOutputDoesNotKeepTheJob() throws Exception {
        pod.start("daemon", "sleep 300 & echo started");
        var outcome = pod.outcome("daemon");
        assertThat(outcome.status().state()).isEqualTo(State.EXITED);
        assertThat(outcome.log()).isEqualTo("started\n");
        assertThat(pod.jobs
                        .end(pod.host, pod.root, "daemon", Duration.ofSeconds(5))
                        .ended())
                .containsExactly("sleep");
    }

    @Test
    void anUnknownJobIsAbsent() throws Exception {
        assertThat(pod.status("nobody")).isEqualTo(new JobStatus(State.ABSENT, 0, 0, 0));
        assertThat(pod.outcome("nobody").status().state()).isEqualTo(State.ABSENT);
        assertThat(pod.jobs.status(pod.host, pod.root, List.of())).isEmpty();
    }

    @Test
    void theEnvironmentIsWhatWasGivenAndNothingElse() throws Exception {
        var host = pod.host.with("SURPRISE", "1");
        var given = Map.of("HF_ENDPOINT", "http://x/?a=b&c='d'\n$HOME", "shell", "s", "PATH", "/given:/usr/bin");
        pod.jobs.start(
                host, pod.root, new JobStart("env", "/usr/bin/env -0", List.of(), given, Map.of("text", "t"), "chat"));
        var variables = pod.outcome("env").log().split("\0");
        var folder = pod.folder("env");
        assertThat(variables)
                .filteredOn(each -> !each.matches("(?s)(PWD|OLDPWD|SHLVL|_)=.*")) // a shell's own
                .containsExactlyInAnyOrder(
                        "HOME=" + pod.home,
                        "LANG=C.UTF-8",
                        "PATH=/given:/usr/bin",
                        "HF_ENDPOINT=http://x/?a=b&c='d'\n$HOME",
                        "shell=s",
                        "text=t",
                        "SPT_NOENV=1",
                        "SLIPWAY_JOB=env",
                        "SLIPWAY_JOB_FOLDER=" + folder,
                        "SLIPWAY_DEPLOYMENT=chat");
    }

    @Test
    void namesThatWouldBePathsOrMarksAreRefused() {
        for (var id : List.of("", ".", "..", ".hidden", "a/b", "a b", "a\nb", "$(id)", "ä", "x".repeat(129))) {
            assertThatThrownBy(() -> pod.start(id, "true")).isInstanceOf(IllegalArgumentException.class);
        }
        for (var name : List.of("", "1A", "A-B", "A=B", "SLIPWAY_JOB", "SPT_NOENV")) {
            var start = new JobStart("x", "true", List.of(), Map.of(name, "value"), Map.of(), "");
            assertThatThrownBy(() -> pod.jobs.start(pod.host, pod.root, start))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("value");
        }
    }

    @Test
    void aHundredStartsAtOnceAreOneExecution() throws Exception {
        var count = pod.home.resolve("count");
        var started = new ArrayList<Future<JobStatus>>();
        try (var threads = Executors.newFixedThreadPool(100)) {
            for (var i = 0; i < 100; i++) {
                started.add(threads.submit(() -> pod.start("same", "echo x >>\"$1\"; sleep 300", count.toString())));
            }
        }
        var pids = new java.util.HashSet<Long>();
        for (var each : started) {
            assertThat(each.get().state()).isEqualTo(State.RUNNING);
            pids.add(each.get().pid());
        }
        assertThat(pids).hasSize(1);
        await().until(() -> Files.exists(count));
        pod.jobs.end(pod.host, pod.root, "same", Duration.ofSeconds(5));
        assertThat(Files.readString(count)).isEqualTo("x\n");
        try (var files = Files.list(pod.folder("same"))) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("given.")))
                    .as("losers clean up after themselves")
                    .hasSize(1);
        }
    }

    @Test
    void anOwnerThatIsGoneMeansLostForEver() throws Exception {
        var status = pod.start("lost", "echo $$ >\"$HOME/pid\"; sleep 300");
        var script = LocalProcesses.numberIn(pod.home.resolve("pid"));
        LocalProcesses.signal("KILL", status.pid());
        await().until(() -> !LocalProcesses.lives(status.pid()));
        assertThat(pod.status("lost").state()).isEqualTo(State.LOST);
        assertThat(pod.outcome("lost").status().state()).isEqualTo(State.LOST);
        assertThat(LocalProcesses.lives(script)).as("the orphan").isTrue();
        assertThat(pod.start("lost", "true").state()).isEqualTo(State.LOST);
        assertThat(pod.jobs
                        .end(pod.host, pod.root, "lost", Duration.ofSeconds(5))
                        .ended())
                .contains("sleep");
        assertThat(LocalProcesses.lives(script)).isFalse();
        assertThat(pod.status("lost").state()).isEqualTo(State.LOST);
    }

    @Test
    void aJobOfAnotherBootIsLost() throws Exception {
        pod.start("boot", "sleep 300");
        var owner = pod.folder("boot").resolve("owner");
        Files.writeString(owner, Files.readString(owner).replaceFirst("(?m)\\.[0-9]+$", ".1"));
        assertThat(pod.status("boot").state()).isEqualTo(State.LOST);
    }

    @Test
    void aPidThatIsSomebodyElseNowIsNotTheOwner() throws Exception {
        pod.start("reused", "sleep 300");
        var owner = pod.folder("reused").resolve("owner");
        var words = Files.readString(owner).split(" ");
        Files.writeString(owner, words[0] + " " + (Long.parseLong(words[1]) - 1) + " " + words[2]);
        assertThat(pod.status("reused").state()).isEqualTo(State.LOST);
    }

    @Test
    void secretsAreInTheEnvironmentAndNowhereElse() throws Exception {
        var secret = "hf_s3cr3t'\"$\n`x";
        var script =
                "test \"$TOKEN\" = \"$1\" && echo same; ls -a \"$SLIPWAY_JOB_FOLDER\"/given.*; read -r _ <\"$HOME/go\"";
        pod.host.run(dev.slipway.ssh.Command.of(Duration.ofSeconds(5), "mkfifo", pod.home + "/go"));
        var check = new JobStart("secret", script, List.of(secret), Map.of(), Map.of("TOKEN", secret), "");
        pod.jobs.start(
                pod.host, pod.root, new JobStart("other", "sleep 300", List.of(), Map.of(), Map.of("T", secret), ""));
        pod.jobs.start(pod.host, pod.root, check);
        var chunk = new RemoteJobs.LogChunk[1];
        await().until(() -> {
            chunk[0] = pod.jobs.read(pod.host, pod.root, "secret", 0, 10_000);
            return new String(chunk[0].bytes(), java.nio.charset.StandardCharsets.UTF_8).contains("script");
        });
        var listing = new String(chunk[0].bytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(listing.lines()).contains("same", "script", "environment").doesNotContain("secrets");
        assertThat(pod.files().values()).noneMatch(text -> text.contains("hf_s3cr3t"));
        var other = pod.status("other").pid();
        var arguments = pod.host
                .run(dev.slipway.ssh.Command.of(Duration.ofSeconds(5), "ps", "-ef"))
                .stdout();
        assertThat(arguments.lines().filter(line -> line.contains("hf_s3cr3t")))
                .as("only the parameter that this test itself gives")
                .allMatch(line -> line.contains("/secret/"));
        assertThat(other).isPositive();
        Files.writeString(pod.home.resolve("go"), "\n");
    }

    @Test
    void secretsOfARunnerThatDiesEarlyDoNotStay() throws Exception {
        // A runner that cannot claim: the job's folder is there, and another owner is.
        pod.start("taken", "true");
        pod.outcome("taken");
        pod.jobs.start(
                pod.host, pod.root, new JobStart("taken", "true", List.of(), Map.of(), Map.of("T", "hf_s3cr3t"), ""));
        assertThat(pod.files().values()).noneMatch(text -> text.contains("hf_s3cr3t"));
    }
}
