package dev.slipway.ssh.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.ssh.Command;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.SshException.Kind;
import dev.slipway.ssh.job.RemoteJobs.JobStatus.State;
import dev.slipway.ssh.job.RemoteJobs.PodRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.concurrent.Executors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a pod's root must be able to do, and what tells a pod from another. */
@ParameterizedClass
@EnumSource(Toolbox.class)
@SuppressWarnings("NullAway.Init") // filled by JUnit
class PrepareTest {
    private static final String ONE_GPU = "echo 'GPU 0: NVIDIA H100 80GB HBM3 (UUID: GPU-aaaa)'";

    @Parameter
    Toolbox toolbox;

    @TempDir
    Path folder;

    private final ShellJobs jobs = new ShellJobs();
    private Path home;
    private Path programs;
    private LocalHost host;

    @BeforeEach
    void makeHome() throws IOException {
        home = Files.createDirectories(folder.resolve("home"));
        programs = Files.createDirectories(folder.resolve("programs"));
        host = new LocalHost(home.toString(), programs + ":" + toolbox.path());
    }

    @AfterEach
    void close() {
        jobs.close();
    }

    @Test
    void answersWhereAndWhatThePodIs() throws Exception {
        var root = jobs.prepare(host, "~/.slipway");
        assertThat(root.home()).isEqualTo(home.toString());
        assertThat(root.path()).isEqualTo(home + "/.slipway/" + root.fingerprint());
        assertThat(root.fingerprint()).matches("host-[0-9a-f]{24}");
        assertThat(root.bootIdentity()).matches("[0-9a-f-]{36}\\.[0-9]+");
        assertThat(root.freeBytes()).isPositive();
        var again = jobs.prepare(host, home + "/.slipway");
        assertThat(again).usingRecursiveComparison().ignoringFields("freeBytes").isEqualTo(root);
        try (var files = Files.list(Path.of(root.path()))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("bin", "jobs");
        }
    }

    @Test
    void anotherRootOnTheSameMachineIsAnotherPod() throws Exception {
        assertThat(prepare("~/one").fingerprint()).isNotEqualTo(prepare("~/two").fingerprint());
    }

    @Test
    void aRootMayHaveBlanksQuotesAndALinkInItsName() throws Exception {
        Files.createDirectories(home.resolve("the disk's $HOME"));
        Files.createSymbolicLink(home.resolve("link"), home.resolve("the disk's $HOME"));
        var root = prepare("~/link/x");
        assertThat(root.path()).startsWith(home + "/the disk's $HOME/x/host-");
        jobs.start(host, root, LocalPod.job("job", "echo hello"));
        var log = new CollectedLog();
        assertThat(jobs.follow(host, root, "job", 0, log).state()).isEqualTo(State.EXITED);
        assertThat(log.text()).isEqualTo("hello\n");
        assertThat(jobs.end(host, root, "job", java.time.Duration.ZERO).ended()).isEmpty();
    }

    @Test
    void manyPrepareAtOnce() throws Exception {
        var roots = new HashSet<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = java.util.stream.IntStream.range(0, 10)
                    .mapToObj(each -> threads.submit(() -> prepare("~/.slipway").path()))
                    .toList();
            for (var each : all) {
                roots.add(each.get());
            }
        }
        assertThat(roots).hasSize(1);
        var bin = Path.of(roots.iterator().next(), "bin");
        try (var versions = Files.list(bin)) {
            var only = versions.toList();
            assertThat(only).hasSize(1);
            try (var scripts = Files.list(only.getFirst())) {
                assertThat(scripts.map(each -> each.getFileName().toString()))
                        .contains("runner.sh", "lib.sh")
                        .noneMatch(each -> each.startsWith("."));
            }
        }
    }

    @Test
    void gpusAreTheFingerprintInAnyOrderAndAnyPlace() throws Exception {
        nvidiaSmi(
                "echo 'GPU 0: A (UUID: GPU-aaaa)'; echo '  MIG 1g Device 0: (UUID: MIG-1)'; echo 'GPU 1: B (UUID: GPU-bbbb)'");
        var first = prepare("~/one").fingerprint();
        assertThat(first).matches("gpu-[0-9a-f]{24}");
        nvidiaSmi("echo 'GPU 0: B (UUID: GPU-bbbb)'; echo 'GPU 1: A (UUID: GPU-aaaa)'");
        assertThat(prepare("~/two").fingerprint()).isEqualTo(first);
        nvidiaSmi(ONE_GPU);
        assertThat(prepare("~/three").fingerprint()).isNotEqualTo(first);
    }

    @Test
    void aGpuThatIsLostMakesNoOtherPod() throws Exception {
        nvidiaSmi(ONE_GPU);
        var before = prepare("~/.slipway").fingerprint();
        nvidiaSmi("echo 'Unable to determine the device handle for GPU0000:41:00.0: GPU is lost.'; exit 15");
        assertThat(prepare("~/.slipway").fingerprint()).isEqualTo(before);
    }

    @Test
    void aDriverThatFailsIsNotRemembered() throws Exception {
        nvidiaSmi("echo 'NVIDIA-SMI has failed'; exit 9");
        assertThat(prepare("~/.slipway").fingerprint()).startsWith("host-");
        nvidiaSmi(ONE_GPU);
        assertThat(prepare("~/.slipway").fingerprint()).startsWith("gpu-");
    }

    @Test
    void aDriverThatHangsDoesNotHangThePod() throws Exception {
        nvidiaSmi("trap '' TERM; echo $$ >\"$HOME/pid\"; sleep 300");
        assertThat(prepare("~/.slipway").fingerprint()).startsWith("host-");
        assertThat(LocalProcesses.lives(LocalProcesses.numberIn(home.resolve("pid"))))
                .isFalse();
    }

    @Test
    void withoutHardLinksThereIsAClearCode() throws Exception {
        program("ln", "echo \"ln: failed to create hard link: Operation not permitted\" >&2; exit 1");
        assertRefused(Kind.NO_HARD_LINKS, "has no hard links", () -> prepare("~/.slipway"));
    }

    @Test
    void aKernelThatRefusesHardLinksIsNoticed() throws Exception {
        Strace.assumeItMayTrace();
        var strace = Toolbox.find("strace");
        var real = "exec " + strace + " -f -qq -o /dev/null -e trace=link,linkat -e inject=link,linkat:error=EPERM ";
        program(
                "ln",
                real + (toolbox == Toolbox.BUSYBOX ? Toolbox.find("busybox") + " ln" : Toolbox.find("ln")) + " \"$@\"");
        assertRefused(Kind.NO_HARD_LINKS, "has no hard links", () -> prepare("~/.slipway"));
    }

    @Test
    void aMissingToolIsNamed() throws Exception {
        var only = Files.createDirectories(folder.resolve("only"));
        for (var tool : new String[] {"sh", "cat", "chmod", "head", "mkdir", "rm", "tr", "env"}) {
            var link = toolbox == Toolbox.BUSYBOX ? Toolbox.find("busybox") : Toolbox.find(tool);
            Files.createSymbolicLink(only.resolve(tool), link);
        }
        var poor = new LocalHost(home.toString(), only.toString());
        assertRefused(Kind.TOOL_MISSING, "the pod has no 'cut'", () -> jobs.prepare(poor, "~/.slipway"));
    }

    @Test
    void aRootThatCannotBeIsRefused() throws Exception {
        Files.writeString(home.resolve("file"), "");
        assertRefused(Kind.ROOT_UNUSABLE, "cannot make the folder", () -> prepare("~/file/x"));
        assertRefused(Kind.ROOT_UNUSABLE, "cannot make the folder", () -> prepare("/proc/x"));
        for (var root : new String[] {"", "relative", "~other", "/with\nline", "$HOME"}) {
            assertRefused(Kind.ROOT_UNUSABLE, "absolute or starts with ~/", () -> prepare(root));
        }
    }

    @Test
    void aRootOfAnotherMachineIsNotWritten() throws Exception {
        nvidiaSmi(ONE_GPU);
        var root = prepare("~/.slipway");
        host.run(Command.of(java.time.Duration.ofSeconds(5), "rm", "-rf", home + "/.slipway"));
        nvidiaSmi("echo 'GPU 0: A (UUID: GPU-other)'");
        assertRefused(Kind.ROOT_UNUSABLE, "any more", () -> jobs.start(host, root, LocalPod.job("job", "true")));
    }

    private PodRoot prepare(String root) throws SshException {
        return jobs.prepare(host, root);
    }

    private void nvidiaSmi(String script) throws IOException {
        program("nvidia-smi", script);
    }

    private void program(String name, String script) throws IOException {
        var file = Files.writeString(programs.resolve(name), "#!/bin/dash\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void assertRefused(Kind kind, String sentence, ThrowingCallable call) {
        assertThatThrownBy(call)
                .hasMessageContaining(sentence)
                .asInstanceOf(InstanceOfAssertFactories.type(SshException.class))
                .returns(kind, SshException::kind);
    }
}
