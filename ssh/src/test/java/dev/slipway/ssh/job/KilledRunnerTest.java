package dev.slipway.ssh.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ssh.SshException;
import dev.slipway.ssh.job.RemoteJobs.JobStatus.State;
import dev.slipway.ssh.job.RemoteJobs.PodRoot;
import dev.slipway.ssh.job.StruckRunners.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The runner is killed between every two of its system calls. Each job then ends as an exit code or lost, is executed at
 * most once, and keeps the outcome that was told first.
 */
@ParameterizedClass
@EnumSource(Toolbox.class)
@SuppressWarnings("NullAway.Init") // filled by JUnit
class KilledRunnerTest {
    private static final int AT_ONCE = 6;
    private static final String SCRIPT = "echo x >>\"$HOME/count.$SLIPWAY_JOB\"; echo some log";

    @Parameter
    Toolbox toolbox;

    @TempDir
    Path folder;

    private Path home;
    private LocalHost host;
    private PodRoot root;
    private StruckRunners runners;

    @Test
    void eachEndsAsAnExitCodeOrLostAndNeverTwice() throws Exception {
        Strace.assumeItMayTrace();
        home = Files.createDirectories(folder.resolve("home"));
        runners = new StruckRunners(folder.resolve("bin"), home, toolbox);
        host = new LocalHost(home.toString(), folder.resolve("bin") + ":" + toolbox.path());
        try (var jobs = new ShellJobs()) {
            root = jobs.prepare(host, "~/.slipway");
            var points = listPoints(jobs);
            assertThat(points).hasSizeGreaterThan(40);
            var outcomes = strikeAll(jobs, points);
            assertThat(struck(points.size())).as("%s of %s", outcomes, points).isGreaterThan(points.size() * 9 / 10);
            assertThat(outcomes.get(State.EXITED))
                    .as("killed before the claim, or after the outcome")
                    .isPositive();
            assertThat(outcomes.get(State.LOST)).as("killed in between").isPositive();
        }
    }

    private List<Point> listPoints(ShellJobs jobs) throws Exception {
        runners.list("listed");
        jobs.start(host, root, LocalPod.job("listed", SCRIPT));
        assertThat(outcome(jobs, "listed")).isEqualTo(State.EXITED);
        jobs.end(host, root, "listed", Duration.ZERO); // the runner, and strace, have ended
        return runners.points("listed");
    }

    private Map<State, Integer> strikeAll(ShellJobs jobs, List<Point> points) throws Exception {
        var outcomes = new ArrayList<Future<State>>();
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (var i = 0; i < points.size(); i++) {
                var id = "job." + i;
                var point = points.get(i);
                outcomes.add(threads.submit(() -> strike(jobs, id, point)));
            }
        }
        var counts = new EnumMap<State, Integer>(State.class);
        for (var each : outcomes) {
            counts.merge(each.get(), 1, Integer::sum);
        }
        return counts;
    }

    /** A few points may not be reached: how often a runner looks whether its log writer is done is chance. */
    private int struck(int jobs) throws IOException {
        var count = 0;
        for (var i = 0; i < jobs; i++) {
            count += runners.struck("job." + i) ? 1 : 0;
        }
        return count;
    }

    private State strike(ShellJobs jobs, String id, Point point) throws Exception {
        runners.strike(id, point);
        jobs.start(host, root, LocalPod.job(id, SCRIPT));
        var told = outcome(jobs, id);
        assertThat(told).as("%s", point).isIn(State.EXITED, State.LOST);
        jobs.end(host, root, id, Duration.ofSeconds(5));
        assertThat(jobs.start(host, root, LocalPod.job(id, SCRIPT)).state())
                .as("%s: the outcome stays", point)
                .isEqualTo(told);
        assertThat(executions(id)).as("%s: executions", point).isLessThanOrEqualTo(1);
        if (told == State.EXITED) {
            assertThat(executions(id)).as("%s: executions", point).isEqualTo(1);
        }
        return told;
    }

    private State outcome(ShellJobs jobs, String id) throws SshException, InterruptedException {
        var status = jobs.follow(host, root, id, 0, new CollectedLog());
        assertThat(status.exitCode()).isZero();
        return status.state();
    }

    private long executions(String id) throws IOException {
        var count = home.resolve("count." + id);
        return Files.exists(count) ? Files.readAllLines(count).size() : 0;
    }
}
