package dev.slipway.api.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.slipway.api.testing.TestApi;
import dev.slipway.api.testing.TestPods;
import dev.slipway.api.testing.TestTemporal;
import dev.slipway.client.ApiException;
import dev.slipway.client.SlipwayClient;
import dev.slipway.client.pod.ExecCommand;
import dev.slipway.client.pod.PodAccess;
import dev.slipway.client.pod.PodKey;
import dev.slipway.client.pod.RegisterPod;
import dev.slipway.client.pod.TrustPod;
import dev.slipway.client.pod.UpdatePod;
import dev.slipway.ssh.job.RemoteJobs.JobStart;
import dev.slipway.ssh.job.RemoteJobs.JobStatus;
import dev.slipway.ssh.job.RemoteJobs.PodRoot;
import dev.slipway.store.deployment.DeploymentRepository;
import dev.slipway.store.deployment.DeploymentRow;
import dev.slipway.store.deployment.InstanceKey;
import dev.slipway.store.deployment.InstanceRepository;
import dev.slipway.store.deployment.InstanceRow;
import dev.slipway.store.deployment.PortLeaseRepository;
import dev.slipway.store.pod.PodRepository;
import dev.slipway.store.run.RunIds;
import dev.slipway.store.run.RunRepository;
import dev.slipway.store.run.RunRow;
import dev.slipway.testpods.openssh.HomeSpec;
import dev.slipway.testpods.openssh.RealSshd;
import dev.slipway.testpods.openssh.SshdOptions;
import dev.slipway.workflows.deployment.DeploymentStatus;
import dev.slipway.workflows.deployment.DesiredState;
import dev.slipway.workflows.run.RunKind;
import dev.slipway.workflows.run.RunStatus;
import dev.slipway.workflows.run.WorkflowIds;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pods on a real OpenSSH server: what is registered is reached, and what cannot be reached is told in one sentence. */
@Tag("real")
@Timeout(120)
class PodsTest {
    private static TestTemporal temporal;
    private static TestApi api;
    private static SlipwayClient client;
    private static RealSshd sshd;

    @BeforeAll
    static void start() {
        temporal = TestTemporal.start();
        api = TestApi.start(temporal);
        client = api.client();
        sshd = RealSshd.start(SshdOptions.defaults(), HomeSpec.named("a"), HomeSpec.named("b"));
    }

    @AfterAll
    static void stop() {
        client.close();
        api.close();
        sshd.close();
        temporal.close();
    }

    @AfterEach
    void forgetPods() {
        client.pods().list().forEach(pod -> client.pods().remove(pod.name(), true));
    }

    @Test
    void aRegisteredPodIsKnownByItsMachineAndItsKeyIsSealed() {
        var login = sshd.login("a");
        client.pods().register(TestPods.registration("gpu-1", login));

        var pod = client.pods().get("gpu-1");

        assertThat(pod.target()).isEqualTo(login.target());
        assertThat(pod.address()).isEqualTo(login.target());
        assertThat(pod.fingerprint()).isNotEmpty();
        assertThat(pod.hostKeyFingerprint()).startsWith("SHA256:");
        assertThat(pod.status()).isEqualTo("NEW");
        var row = api.bean(PodRepository.class).findById("gpu-1").orElseThrow();
        assertThat(new String(row.accessSealed(), StandardCharsets.ISO_8859_1)).doesNotContain("PRIVATE KEY");
        assertThat(api.send("GET", "/api/v1/pods", "").body()).doesNotContain("PRIVATE KEY");
    }

    @Test
    void aCommandRunsOnThePod() {
        client.pods().register(TestPods.registration("gpu-1", sshd.login("a")));

        var outcome = client.pods().exec("gpu-1", new ExecCommand("cat; echo \"$0 it's\" >&2; exit 3", "hello", 20));

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.stdout()).isEqualTo("hello");
        assertThat(outcome.stderr()).isEqualTo("sh it's\n");
    }

    @Test
    void aCommandThatTakesTooLongEndsOnThePodWithItsChildren() {
        client.pods().register(TestPods.registration("gpu-1", sshd.login("a")));

        refused("STEP_DEADLINE", () -> client.pods()
                .exec("gpu-1", new ExecCommand("sleep 4321.125 & sleep 4321.125; true", "", 1)));

        Awaitility.await().untilAsserted(() -> assertThat(sshd.processes())
                .noneMatch(process -> process.command().contains("4321.125")));
    }

    @Test
    void aNameIsTakenOnceAndAMachineHasOneName() {
        client.pods().register(TestPods.registration("gpu-1", sshd.login("a")));

        refused("POD_EXISTS", () -> client.pods().register(TestPods.registration("gpu-1", sshd.login("b"))));
        refused("POD_DUPLICATE", () -> client.pods().register(TestPods.registration("gpu-2", sshd.login("a"))));
        var request = TestPods.registration("gpu-2", sshd.login("a"));
        client.pods()
                .register(new RegisterPod(
                        "gpu-2",
                        request.target(),
                        request.access(),
                        "shell",
                        "~/.slipway",
                        "",
                        "",
                        Map.of(),
                        Map.of(),
                        true));

        assertThat(client.pods().list()).extracting(pod -> pod.name()).containsExactly("gpu-1", "gpu-2");
    }

    @Test
    void whatCannotBeReachedIsNotRegistered() {
        var login = sshd.login("a");
        var key = new PodKey(login.privateKey(), null, null);
        var stranger = new PodKey(sshd.strangerLogin().privateKey(), null, null);

        refused("UNKNOWN_HOST", () -> register(access(login.user(), "no-such-host.invalid", 22, key)));
        refused("CONNECTION_REFUSED", () -> register(access(login.user(), "127.0.0.1", closedPort(), key)));
        refused("AUTHENTICATION_FAILED", () -> register(access(login.user(), "127.0.0.1", login.port(), stranger)));
        refused(
                "IDENTITY_UNREADABLE",
                () -> register(access(login.user(), "127.0.0.1", login.port(), new PodKey("nonsense", null, null))));
        refused("HOST_KEY_CHANGED", () -> register(TestPods.access(login, otherKey())));

        assertThat(client.pods().list()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "UPPER", "a b", "-a", "a-", "a;b", "$(id)", "a/b", "ä", "a\n"})
    void aNameHasNoShellCharacters(String name) {
        refused("INVALID_REQUEST", () -> client.pods().register(TestPods.registration(name, sshd.login("a"))));
    }

    @Test
    void aTargetCannotBecomeAnOption() {
        var key = new PodKey("x", null, null);

        refused("TARGET_INVALID", () -> register(access("root", "-oProxyCommand=id", 22, key)));
        refused("TARGET_INVALID", () -> register(access("a b", "host", 22, key)));
        refused("INVALID_REQUEST", () -> register(access("root", "host", 0, key)));
    }

    @Test
    void changesTakeEffectAndSecretsStayHidden() {
        client.pods().register(TestPods.registration("gpu-1", sshd.login("a")));

        client.pods()
                .update(
                        "gpu-1",
                        new UpdatePod(null, null, "mount -a", "/models", Map.of("A", "1"), Map.of("S", "hunter2")));

        var pod = client.pods().get("gpu-1");
        assertThat(pod.mount()).isEqualTo("mount -a");
        assertThat(pod.modelsPath()).isEqualTo("/models");
        assertThat(pod.environment()).containsExactly(Map.entry("A", "1"));
        assertThat(pod.secretNames()).containsExactly("S");
        assertThat(api.send("GET", "/api/v1/pods/gpu-1", "").body()).doesNotContain("hunter2");
        refused("INVALID_REQUEST", () -> client.pods()
                .update("gpu-1", new UpdatePod(null, null, null, null, Map.of("A B", "1"), null)));
        refused("INVALID_REQUEST", () -> client.pods()
                .update("gpu-1", new UpdatePod(null, null, null, "relative", null, null)));
    }

    @Test
    void aChangedHostKeyIsLoudUntilItIsTrusted() {
        try (var server = RealSshd.start()) {
            client.pods().register(TestPods.registration("gpu-1", server.login()));
            String before = client.pods().get("gpu-1").hostKeyFingerprint();
            server.changeHostKey();
            server.dropConnections();

            refused("HOST_KEY_CHANGED", () -> client.pods().exec("gpu-1", new ExecCommand("true", "", 20)));
            var outcome = client.pods().trust("gpu-1", new TrustPod(List.of()));

            assertThat(outcome.before()).isEqualTo(before);
            assertThat(outcome.now()).startsWith("SHA256:").isNotEqualTo(before);
            assertThat(client.pods()
                            .exec("gpu-1", new ExecCommand("echo in", "", 20))
                            .stdout())
                    .isEqualTo("in\n");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void removingChangesNoByteOnThePod(boolean force) throws Exception {
        var home = sshd.login("b").home();
        client.pods().register(TestPods.registration("gpu-1", sshd.login("b")));
        String job = runJob("gpu-1");
        Files.writeString(home.resolve("of its owner"), "kept");
        Map<String, String> before = files(home);

        client.pods().remove("gpu-1", force);

        assertThat(before.keySet()).anyMatch(file -> file.contains(job)).contains("of its owner");
        assertThat(files(home)).isEqualTo(before);
        refused("POD_NOT_FOUND", () -> client.pods().get("gpu-1"));
        refused("POD_NOT_FOUND", () -> client.pods().remove("gpu-1", force));
    }

    /** Runs one on the pod, as a worker does, and leaves its folder there. */
    private static String runJob(String pod) throws Exception {
        PodLink link = api.bean(PodLinks.class).open(pod);
        PodRoot root = link.root();
        String id = "run." + UUID.randomUUID();
        var job = new JobStart(id, "echo done; touch \"$HOME/made\"", List.of(), Map.of(), Map.of(), "");
        link.jobs().start(link.control(), root, job);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> link.jobs().status(link.control(), root, List.of(id)).values().stream()
                        .allMatch(status -> status.state() == JobStatus.State.EXITED));
        return id;
    }

    @Test
    void aPodWithDeploymentsIsRemovedOnlyByForce() {
        client.pods().register(TestPods.registration("gpu-1", sshd.login("a")));
        var deployments = api.bean(DeploymentRepository.class);
        deployments.save(deployment(DeploymentStatus.READY, 0, ""));
        var workflows = List.of(
                beginWorkflow(WorkflowIds.deployment("chat")),
                beginWorkflow(WorkflowIds.startServer("chat", 0)),
                beginWorkflow(WorkflowIds.stopServer("chat", 0, "")));

        refused("POD_HAS_DEPLOYMENTS", () -> client.pods().remove("gpu-1", false));
        client.pods().remove("gpu-1", true);

        assertThat(deployments.findById("chat")).isEmpty();
        assertThat(workflows)
                .extracting(workflow -> workflow.describe().getStatus())
                .containsOnly(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TERMINATED);
    }

    @Test
    void aCleanUpThatWaitsForItsPodIsGivenUpByForce() {
        client.pods().register(TestPods.registration("gpu-1", sshd.login("a")));
        String run = pendingCleanUp();
        api.bean(DeploymentRepository.class).save(deployment(DeploymentStatus.STARTING, 1, run));
        api.bean(InstanceRepository.class)
                .save(new InstanceRow(
                        new InstanceKey("chat", 1),
                        "gpu-1",
                        run + ".serve.1",
                        8001,
                        "[]",
                        "{}",
                        "chat",
                        DeploymentStatus.STARTING,
                        run,
                        0,
                        1));
        var leases = api.bean(PortLeaseRepository.class);
        leases.take("machine", 8001, "chat", 1, run, 1);
        var undo = beginWorkflow(WorkflowIds.startServer("chat", 1));

        refused("POD_HAS_DEPLOYMENTS", () -> client.pods().remove("gpu-1", false));
        assertThat(leases.findByDeployment("chat")).hasSize(1);
        client.pods().remove("gpu-1", true);

        assertThat(leases.findByDeployment("chat")).isEmpty();
        assertThat(undo.describe().getStatus()).isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TERMINATED);
        RunRow given = api.bean(RunRepository.class).findById(run).orElseThrow();
        assertThat(given.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(given.failureMessage()).isEqualTo("The pod gpu-1 was removed.");
    }

    /** Id of a start whose undo waits until its pod is back. */
    private static String pendingCleanUp() {
        String id = RunIds.next(System.currentTimeMillis());
        api.bean(RunRepository.class)
                .save(new RunRow(
                        id,
                        RunKind.START,
                        "gpu-1",
                        "a/b",
                        "chat",
                        WorkflowIds.deployment("chat"),
                        "",
                        "hash",
                        "{}",
                        RunStatus.CLEANUP_PENDING,
                        "",
                        "",
                        0,
                        0,
                        0,
                        0,
                        0,
                        1,
                        1,
                        0));
        return id;
    }

    private static DeploymentRow deployment(DeploymentStatus status, int instance, String run) {
        return new DeploymentRow(
                "chat",
                "gpu-1",
                "a/b",
                "main",
                "",
                DesiredState.RUNNING,
                status,
                "",
                "",
                instance,
                "{}",
                new byte[0],
                run,
                1,
                1);
    }

    /** One that no worker takes up. */
    private static WorkflowStub beginWorkflow(String id) {
        WorkflowStub workflow = api.bean(WorkflowClient.class)
                .newUntypedWorkflowStub(
                        "Untaken",
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(id)
                                .setTaskQueue("nobody")
                                .build());
        workflow.start();
        return workflow;
    }

    private static void register(PodAccess access) {
        client.pods().register(TestPods.registration("gpu-1", "what was typed", access));
    }

    private static PodAccess access(String user, String host, int port, PodKey key) {
        return new PodAccess(user, host, port, key, null, List.of(), List.of());
    }

    private static String otherKey() {
        try (var other = RealSshd.start()) {
            return other.login().hostKey();
        }
    }

    private static int closedPort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything below a folder: kind, size and time of each, and a hash of what stands in it. */
    private static Map<String, String> files(Path folder) throws IOException {
        var all = new TreeMap<String, String>();
        try (var files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                all.put(folder.relativize(file).toString(), state(file));
            }
        }
        return all;
    }

    private static String state(Path file) throws IOException {
        var attributes = Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        String content = attributes.isRegularFile() ? sha256(Files.readAllBytes(file)) : "";
        return PosixFilePermissions.toString(attributes.permissions()) + " " + attributes.size() + " "
                + attributes.lastModifiedTime() + " " + content;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void refused(String code, Runnable call) {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(call::run)
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(code))
                .satisfies(problem -> assertThat(problem.getMessage()).endsWith("."));
    }
}
