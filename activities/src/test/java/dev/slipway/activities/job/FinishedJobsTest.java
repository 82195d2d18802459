package dev.slipway.activities.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.activities.connection.PodConnection;
import dev.slipway.activities.connection.PodConnections;
import dev.slipway.activities.pod.PodActivitiesImpl;
import dev.slipway.activities.testing.PodBed;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.job.RemoteJobs;
import dev.slipway.ssh.job.RemoteJobs.JobStart;
import dev.slipway.ssh.job.RemoteJobs.JobStatus.State;
import dev.slipway.store.deployment.DeploymentRepository;
import dev.slipway.store.deployment.DeploymentRow;
import dev.slipway.store.deployment.InstanceKey;
import dev.slipway.store.deployment.InstanceRepository;
import dev.slipway.store.deployment.InstanceRow;
import dev.slipway.testpods.openssh.RealSshd;
import dev.slipway.workflows.deployment.DeploymentStatus;
import dev.slipway.workflows.deployment.DesiredState;
import dev.slipway.workflows.pod.PodActivities;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a set-up removes of finished jobs, on a real OpenSSH server. */
@Tag("real")
@Timeout(120)
class FinishedJobsTest {
    private final RealSshd sshd = RealSshd.start();
    private final PodBed bed = PodBed.open();
    private final RemoteJobs jobs = bed.bean(RemoteJobs.class);
    private final TestActivityEnvironment environment = TestActivityEnvironment.newInstance();
    private final PodActivities pods = environment.newActivityStub(PodActivities.class);

    @BeforeEach
    void addPod() {
        environment.registerActivitiesImplementations(bed.bean(PodActivitiesImpl.class));
        bed.addPod("a", sshd.login(), Map.of());
    }

    @AfterEach
    void close() {
        environment.close();
        bed.close();
        sshd.close();
    }

    @Test
    void aSetUpRemovesFoldersOfJobsThatEndedLongAgoAndNoOthers() throws Exception {
        ended("closed.runtime.1", 8);
        ended("closed.runtime.2", 6);
        running("closed.serve.1");

        pods.beginSetUp("a");

        assertThat(left()).containsExactlyInAnyOrder("closed.runtime.2", "closed.serve.1");
        assertThat(state("closed.serve.1")).isEqualTo(State.RUNNING);
    }

    @Test
    void jobsOfAnOpenRunAndTheLastOneOfADeploymentStay() throws Exception {
        String open = bed.addRun("a");
        ended(open + ".download.1", 100);
        ended("closed.serve.1", 100);
        ended("closed.serve.2", 100);
        deployment("chat", 1, "closed.serve.1");
        deployment("chat", 2, "closed.serve.2");

        pods.beginSetUp("a");

        assertThat(left()).containsExactlyInAnyOrder(open + ".download.1", "closed.serve.2");
    }

    @Test
    void lookingAtAPodRemovesNothing() throws Exception {
        ended("closed.runtime.1", 100);

        pods.connect("a");

        assertThat(left()).containsExactly("closed.runtime.1");
    }

    private void ended(String id, int days) throws SshException, IOException {
        start(id, "true");
        await().atMost(Duration.ofSeconds(60)).until(() -> state(id) == State.EXITED);
        Instant end = Instant.now().minus(Duration.ofDays(days));
        Files.setLastModifiedTime(folder().resolve(id).resolve("exit"), FileTime.from(end));
    }

    private void running(String id) throws SshException, IOException {
        start(id, "sleep 600");
        Files.setLastModifiedTime(folder().resolve(id), FileTime.from(Instant.EPOCH));
    }

    private void start(String id, String script) throws SshException {
        jobs.start(pod().control(), pod().root(), new JobStart(id, script, List.of(), Map.of(), Map.of(), ""));
    }

    private State state(String id) throws SshException {
        return jobs.status(pod().control(), pod().root(), List.of(id)).values().stream()
                .findFirst()
                .orElseThrow()
                .state();
    }

    private List<String> left() throws SshException, IOException {
        try (var folders = Files.list(folder())) {
            return folders.map(folder -> folder.getFileName().toString()).toList();
        }
    }

    private Path folder() throws SshException {
        return Path.of(pod().root().path(), "jobs");
    }

    private PodConnection pod() {
        return bed.bean(PodConnections.class).open("a");
    }

    private void deployment(String name, int instance, String job) {
        bed.bean(DeploymentRepository.class)
                .put(new DeploymentRow(
                        name,
                        "a",
                        "org/model",
                        "main",
                        "release",
                        DesiredState.STOPPED,
                        DeploymentStatus.STOPPED,
                        "",
                        "",
                        instance,
                        "{}",
                        new byte[0],
                        "closed",
                        1,
                        1));
        bed.bean(InstanceRepository.class)
                .put(new InstanceRow(
                        new InstanceKey(name, instance),
                        "a",
                        job,
                        8001,
                        "[]",
                        "{}",
                        name,
                        DeploymentStatus.STOPPED,
                        "closed",
                        0,
                        1));
    }
}
