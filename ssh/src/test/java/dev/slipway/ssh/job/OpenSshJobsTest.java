package dev.slipway.ssh.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.ssh.Command;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.SshException.Kind;
import dev.slipway.ssh.job.RemoteJobs.Fence;
import dev.slipway.ssh.job.RemoteJobs.JobEnd;
import dev.slipway.ssh.job.RemoteJobs.JobStart;
import dev.slipway.ssh.job.RemoteJobs.JobStatus;
import dev.slipway.ssh.job.RemoteJobs.JobStatus.State;
import dev.slipway.testpods.openssh.HomeSpec;
import dev.slipway.testpods.openssh.RealSshd;
import dev.slipway.testpods.openssh.SshdOptions;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Remote jobs over a real OpenSSH server, with the system's shell and with nothing but busybox. */
@ParameterizedClass
@ValueSource(strings = {"system", "busybox"})
@Timeout(180)
@SuppressWarnings("NullAway.Init") // filled by JUnit
class OpenSshJobsTest {
    private static final Duration GRACE = Duration.ofSeconds(10);

    @Parameter
    String shell;

    @TempDir
    Path folder;

    private RealSshd server;
    private OpenSshPod pod;

    @BeforeEach
    void startPod() throws Exception {
        var home = HomeSpec.named("pod");
        server = RealSshd.start(SshdOptions.defaults(), shell.equals("busybox") ? home.busybox() : home);
        var login = server.login();
        pod = new OpenSshPod(login.user(), login.port(), login.privateKey(), login.hostKey());
    }

    @AfterEach
    void stopPod() throws Exception {
        pod.close();
        server.close();
    }

    @Test
    void aJobOutlivesItsConnection() throws Exception {
        pod.control.run(Command.of(GRACE, "mkfifo", pod.home() + "/go"));
        var started = pod.start("job", "echo first; read -r _ <\"$HOME/go\"; echo last; exit 7");
        await().until(() -> pod.status("job").logBytes() == 6);
        server.dropConnections();
        assertThat(pod.start("job", "echo never")).isEqualTo(new JobStatus(State.RUNNING, 0, started.pid(), 6));
        Files.writeString(pod.home().resolve("go"), "\n");
        var log = new CollectedLog();
        assertThat(pod.follow("job", 0, log).exitCode()).isEqualTo(7);
        assertThat(log.text()).isEqualTo("first\nlast\n");
        assertThat(new String(
                        pod.jobs.read(pod.control, pod.root, "job", 6, 100).bytes(), StandardCharsets.UTF_8))
                .isEqualTo("last\n");
    }

    @Test
    void aDroppedConnectionIsResumedAtTheOffset() throws Exception {
        pod.start("job", "for i in $(seq 60); do echo \"line $i\"; sleep 0.05; done");
        var all = new ByteArrayOutputStream();
        var offset = 0L;
        var drops = 0;
        JobStatus status = null;
        while (status == null) {
            var log = new DroppingLog(offset, drops < 3);
            try {
                status = pod.follow("job", offset, log);
            } catch (SshException e) {
                assertThat(e.kind()).isEqualTo(Kind.CONNECTION_LOST);
                drops++;
            }
            all.writeBytes(log.bytes());
            offset = log.next();
        }
        assertThat(drops).isEqualTo(3);
        assertThat(status.exitCode()).isZero();
        assertThat(all.toString(StandardCharsets.UTF_8)).isEqualTo(lines(60));
        pod.jobs.close();
        await("the followers of cut channels end").until(() -> followers() == 0);
    }

    /** Cuts every connection to the server after its first bytes. */
    private final class DroppingLog extends CollectedLog {
        private boolean drop;

        DroppingLog(long offset, boolean drop) {
            super(offset);
            this.drop = drop;
        }

        @Override
        public synchronized void onLog(long offset, byte[] received) {
            super.onLog(offset, received);
            if (drop) {
                server.dropConnections();
                drop = false;
            }
        }
    }

    @Test
    void aKilledClientLosesNothing() throws Exception {
        pod.control.run(Command.of(GRACE, "mkfifo", pod.home() + "/go"));
        pod.start("job", "for i in $(seq 20); do echo \"line $i\"; done; read -r _ <\"$HOME/go\"; echo line 21");
        var login = server.login();
        var key = Files.writeString(folder.resolve("key"), login.privateKey());
        var received = folder.resolve("received");
        var client = FollowerProcess.start(List.of(
                login.user(),
                Integer.toString(login.port()),
                key.toString(),
                login.hostKey(),
                "job",
                received.toString()));
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(received) && Files.size(received) > 0);
        client.destroyForcibly().waitFor();
        await("its follower on the pod ends").until(() -> followers() == 0);
        assertThat(pod.status("job").state()).isEqualTo(State.RUNNING);
        var before = Files.readString(received);
        Files.writeString(pod.home().resolve("go"), "\n");
        var log = new CollectedLog(before.length());
        assertThat(pod.follow("job", before.length(), log).state()).isEqualTo(State.EXITED);
        assertThat(before + log.text()).isEqualTo(lines(21));
    }

    @Test
    void aHundredStartsAtOnceAreOneExecution() throws Exception {
        var started = new ArrayList<Future<JobStatus>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 100; i++) {
                started.add(threads.submit(() -> pod.start("same", "echo x >>\"$HOME/count\"; sleep 300")));
            }
        }
        var pids = new HashSet<Long>();
        for (var each : started) {
            assertThat(each.get().state()).isEqualTo(State.RUNNING);
            pids.add(each.get().pid());
        }
        assertThat(pids).hasSize(1);
        await().until(() -> Files.exists(pod.home().resolve("count")));
        pod.jobs.end(pod.control, pod.root, "same", GRACE);
        assertThat(pod.home().resolve("count")).hasContent("x");
    }

    @Test
    void aCancelledTreeIsGoneWhateverItDid() throws Exception {
        var runaway = Objects.requireNonNull(OpenSshJobsTest.class.getResource("runaway.py"))
                .getPath();
        var script = "\"$1\" \"$2\" \"$HOME/a\" title leave orphan & \"$1\" \"$2\" \"$HOME/b\" leave orphan close & "
                + "\"$1\" \"$2\" \"$HOME/c\" title orphan close & sleep 300";
        var runner = pod.start("tree", script, Toolbox.find("python3").toString(), runaway);
        var pids = new ArrayList<>(List.of(runner.pid()));
        for (var name : List.of("a", "b", "c")) {
            pids.add(LocalProcesses.numberIn(pod.home().resolve(name)));
        }
        pod.jobs.end(pod.control, pod.root, "tree", GRACE);
        assertThat(pids).noneMatch(LocalProcesses::lives);
        assertThat(pod.status("tree").state()).isEqualTo(State.EXITED);
    }

    @Test
    void whatALateWorkerSendsStartsNothingAndEndsNothingElse() throws Exception {
        var script = "echo x >>\"$HOME/$SLIPWAY_JOB\"; sleep 300";
        pod.start("run.step.1", script);
        await().until(() -> Files.exists(pod.home().resolve("run.step.1")));
        end("run.step.1");
        end("run.step.2"); // before anybody started it
        pod.start("run.step.3", script);
        await().until(() -> Files.exists(pod.home().resolve("run.step.3")));

        assertThat(pod.start("run.step.1", script).state()).isEqualTo(State.EXITED);
        assertThat(pod.start("run.step.2", script).state()).isEqualTo(State.LOST);
        assertThat(end("run.step.1").ended()).isEmpty();
        assertThat(end("run.step.2").ended()).isEmpty();

        assertThat(pod.home().resolve("run.step.1")).hasContent("x");
        assertThat(pod.home().resolve("run.step.2")).doesNotExist();
        assertThat(pod.status("run.step.3").state()).isEqualTo(State.RUNNING);
        assertThat(end("run.step.3").ended()).contains("sleep");
        assertThat(pod.home().resolve("run.step.3")).hasContent("x");
    }

    @Test
    void secretsAndFencesWorkTheSame() throws Exception {
        var start = new JobStart(
                "job", "test \"$TOKEN\" = hf_s3cr3t", List.of(), Map.of(), Map.of("TOKEN", "hf_s3cr3t"), "");
        pod.jobs.start(pod.control, pod.root, start);
        assertThat(pod.follow("job", 0, new CollectedLog()).exitCode()).isZero();
        var input = "written".getBytes(StandardCharsets.UTF_8);
        var script = "cat >\"$HOME/file\"";
        for (var replayed : List.of(false, true)) {
            var result = pod.jobs.fenced(
                    pod.control, pod.root, new Fence("run", "step", 1), script, List.of(), input, GRACE);
            assertThat(result.exitCode()).isZero();
            assertThat(result.replayed()).isEqualTo(replayed);
        }
        assertThat(pod.home().resolve("file")).hasContent("written");
    }

    @Test
    void aLargeLogArrivesWhole() throws Exception {
        pod.start("big", "head -c 50000000 /dev/zero; echo end");
        var log = new CollectedLog();
        assertThat(pod.follow("big", 0, log).logBytes()).isEqualTo(50_000_004);
        assertThat(log.next()).isEqualTo(50_000_004);
    }

    private JobEnd end(String id) throws SshException {
        return pod.jobs.end(pod.control, pod.root, id, GRACE);
    }

    private long followers() {
        return LocalProcesses.withArgument(pod.root.path() + "/bin/", "/follow.sh")
                .size();
    }

    private static String lines(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(line -> "line " + line + "\n")
                .collect(Collectors.joining());
    }
}
