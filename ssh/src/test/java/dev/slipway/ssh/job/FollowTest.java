package dev.slipway.ssh.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.ssh.SshException;
import dev.slipway.ssh.SshException.Kind;
import dev.slipway.ssh.job.RemoteJobs.JobStatus;
import dev.slipway.ssh.job.RemoteJobs.JobStatus.State;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** Following: pushed, resumable, many jobs on one channel. */
class FollowTest extends LocalPodContract {
    private static final int MIB = 1 << 20;

    @Test
    void bytesArriveWhileTheJobRuns() throws Exception {
        mkfifo("go");
        pod.start("slow", "echo first; read -r _ <\"$HOME/go\"; printf last");
        var log = new CollectedLog();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var follower = threads.submit(() -> follow("slow", 0, log));
            await().until(() -> log.text().equals("first\n"));
            await().until(() -> log.ticks() > 1);
            assertThat(follower).isNotDone();
            Files.writeString(pod.home.resolve("go"), "\n");
            assertThat(follower.get().exitCode()).isZero();
        }
        assertThat(log.text()).isEqualTo("first\nlast");
    }

    @Test
    void manyJobsShareOneChannel() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var followers = new ArrayList<Future<LocalPod.Outcome>>();
            for (var i = 0; i < 12; i++) {
                pod.start("job." + i, "echo \"job $1\"; seq 2000; exit $1", Integer.toString(i));
                var id = "job." + i;
                followers.add(threads.submit(() -> pod.outcome(id)));
            }
            for (var i = 0; i < followers.size(); i++) {
                var expected = IntStream.rangeClosed(1, 2000)
                        .mapToObj(line -> line + "\n")
                        .collect(Collectors.joining("", "job " + i + "\n", ""));
                assertThat(followers.get(i).get().status().exitCode()).isEqualTo(i);
                assertThat(followers.get(i).get().log()).isEqualTo(expected);
            }
        }
        assertThat(pod.host.channelsOpened()).isEqualTo(1);
    }

    @Test
    void aDroppedConnectionIsResumedAtTheOffset() throws Exception {
        var lines = 40;
        pod.start("dropped", "for i in $(seq " + lines + "); do echo \"line $i\"; sleep 0.05; done");
        var all = new ByteArrayOutputStream();
        var offset = 0L;
        var drops = 0;
        JobStatus status = null;
        while (status == null) {
            var log = new DroppingLog(offset, drops < 4);
            try {
                status = follow("dropped", offset, log);
            } catch (SshException e) {
                assertThat(e.kind()).isEqualTo(Kind.CONNECTION_LOST);
                drops++;
            }
            all.writeBytes(log.bytes());
            offset = log.next();
        }
        assertThat(drops).isEqualTo(4);
        assertThat(status.exitCode()).isZero();
        assertThat(all.toString(StandardCharsets.UTF_8))
                .isEqualTo(IntStream.rangeClosed(1, lines)
                        .mapToObj(line -> "line " + line + "\n")
                        .collect(Collectors.joining()));
        pod.jobs.close();
        await("the followers of cut channels end").until(() -> followers() == 0);
    }

    /** Cuts the connection after its first bytes. */
    private final class DroppingLog extends CollectedLog {
        private final boolean drop;

        DroppingLog(long offset, boolean drop) {
            super(offset);
            this.drop = drop;
        }

        @Override
        public synchronized void onLog(long offset, byte[] received) {
            super.onLog(offset, received);
            if (drop) {
                pod.host.dropConnections();
            }
        }
    }

    @Test
    void interruptingTheFollowerLeavesTheJobAndTheChannel() throws Exception {
        pod.start("other", "sleep 300");
        mkfifo("go");
        pod.start("job", "read -r _ <\"$HOME/go\"; echo done");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var follower = threads.submit(() -> pod.outcome("job"));
            var log = new CollectedLog();
            var interrupted = threads.submit(() -> follow("other", 0, log));
            await().until(() -> log.ticks() > 0);
            interrupted.cancel(true);
            Files.writeString(pod.home.resolve("go"), "\n");
            assertThat(follower.get().log()).isEqualTo("done\n");
        }
        assertThat(pod.status("other").state()).isEqualTo(State.RUNNING);
        assertThat(pod.host.channelsOpened()).isEqualTo(1);
    }

    @Test
    void aListenerThatThrowsStopsOnlyItself() throws Exception {
        pod.start("chatty", "echo hello; sleep 300");
        var thrown = new IllegalStateException("enough");
        assertThatThrownBy(() -> follow("chatty", 0, new CollectedLog() {
                    @Override
                    public synchronized void onLog(long offset, byte[] received) {
                        throw thrown;
                    }
                }))
                .isSameAs(thrown);
        assertThat(pod.status("chatty").state()).isEqualTo(State.RUNNING);
    }

    @Test
    void aSlowListenerHoldsUpNobodyElse() throws Exception {
        var release = new CountDownLatch(1);
        pod.start("big", "head -c " + 20 * MIB + " /dev/zero");
        pod.start("small", "echo small");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var slow = new CollectedLog() {
                @Override
                public synchronized void onLog(long offset, byte[] received) {
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    super.onLog(offset, received);
                }
            };
            var blocked = threads.submit(() -> follow("big", 0, slow));
            assertThat(pod.outcome("small").log()).isEqualTo("small\n");
            release.countDown();
            assertThat(blocked.get().state()).isEqualTo(State.EXITED);
            assertThat(slow.next()).isEqualTo(20L * MIB);
        }
    }

    @Test
    void aRootThatWasWipedMeansThatTheJobIsAbsent() throws Exception {
        pod.start("gone", "true");
        pod.outcome("gone");
        pod.jobs.close();
        deleteRoot();
        assertThat(pod.outcome("gone").status().state()).isEqualTo(State.ABSENT);
        assertThat(pod.start("again", "echo hello").state()).isNotEqualTo(State.ABSENT);
        pod.jobs.close();
        assertThat(pod.outcome("again").log()).isEqualTo("hello\n");
    }

    @Test
    void aClosedFollowerTellsEveryoneWhoFollows() throws Exception {
        pod.start("job", "sleep 300");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var log = new CollectedLog();
            var follower = threads.submit(() -> follow("job", 0, log));
            await().until(() -> log.ticks() > 0);
            pod.jobs.close();
            assertThatThrownBy(follower::get)
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .asInstanceOf(InstanceOfAssertFactories.type(SshException.class))
                    .returns(Kind.CONNECTION_LOST, SshException::kind);
        }
        await("nothing of the follower stays").until(() -> followers() == 0);
    }

    private JobStatus follow(String id, long offset, CollectedLog log) throws SshException, InterruptedException {
        return pod.jobs.follow(pod.host, pod.root, id, offset, log);
    }

    private void mkfifo(String name) throws SshException {
        pod.host.run(dev.slipway.ssh.Command.of(Duration.ofSeconds(5), "mkfifo", pod.home + "/" + name));
    }

    private void deleteRoot() throws SshException {
        pod.host.run(dev.slipway.ssh.Command.of(Duration.ofSeconds(5), "rm", "-rf", pod.home + "/.slipway"));
    }

    /** Processes of the pod-side follower. */
    private long followers() {
        return LocalProcesses.withArgument(pod.root.path() + "/bin/", "/follow.sh")
                .size();
    }
}
