package dev.slipway.ssh.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.ssh.SshException;
import dev.slipway.ssh.SshException.Kind;
import dev.slipway.ssh.job.RemoteJobs.Fence;
import dev.slipway.ssh.job.RemoteJobs.JobStart;
import dev.slipway.ssh.job.RemoteJobs.JobStatus.State;
import dev.slipway.ssh.job.RemoteJobs.PodRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A root on a disk that fills up: a small file system of its own, so it needs the right to mount. */
@ParameterizedClass
@EnumSource(Toolbox.class)
@SuppressWarnings("NullAway.Init") // filled by JUnit
class DiskFullTest {
    @Parameter
    Toolbox toolbox;

    @TempDir
    Path folder;

    private final ShellJobs jobs = new ShellJobs();
    private Path disk;
    private LocalHost host;
    private PodRoot root;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectories(folder.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()) == 0, "skipped: cannot mount");
        host = new LocalHost(folder.toString(), toolbox.path());
        root = jobs.prepare(host, disk.toString());
    }

    @AfterEach
    void unmount() throws Exception {
        jobs.close();
        if (Files.exists(Path.of(root.path(), "jobs"))) {
            LocalPod.endAll(jobs, host, root);
        }
        run("umount", "-l", disk.toString());
    }

    @Test
    void nothingCanBePreparedOrStarted() throws Exception {
        fill();
        assertDiskFull(() -> jobs.prepare(host, disk.toString()));
        assertDiskFull(() -> jobs.start(host, root, LocalPod.job("job", "true")));
        var secret = new JobStart("job", "true", List.of(), Map.of(), Map.of("TOKEN", "t"), "");
        assertDiskFull(() -> jobs.start(host, root, secret));
        var fence = new Fence("run", "step", 1);
        assertDiskFull(() -> jobs.fenced(host, root, fence, "true", List.of(), new byte[] {1}, Duration.ofSeconds(5)));
        Files.delete(disk.resolve("filler"));
        assertThat(jobs.start(host, root, LocalPod.job("job", "true")).state()).isIn(State.RUNNING, State.EXITED);
    }

    @Test
    void aJobWhoseLogFillsTheDiskStillEndsWithItsExitCode() throws Exception {
        var script = "head -c 3000000 /dev/zero; rm -f \"$1\"; exit 5";
        var filler = Files.write(disk.resolve("filler"), new byte[200_000]);
        jobs.start(host, root, LocalPod.job("chatty", script, filler.toString()));
        var log = new CollectedLog();
        var status = jobs.follow(host, root, "chatty", 0, log);
        assertThat(status.state()).isEqualTo(State.EXITED);
        assertThat(status.exitCode()).isEqualTo(5);
        assertThat(log.next()).as("what found space").isPositive().isLessThan(3_000_000);
    }

    private void fill() throws IOException {
        try (var filler = Files.newOutputStream(disk.resolve("filler"))) {
            var block = new byte[4096];
            while (true) {
                filler.write(block);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private static void assertDiskFull(ThrowingCallable call) {
        assertThatThrownBy(call)
                .asInstanceOf(InstanceOfAssertFactories.type(SshException.class))
                .returns(Kind.DISK_FULL, SshException::kind);
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
