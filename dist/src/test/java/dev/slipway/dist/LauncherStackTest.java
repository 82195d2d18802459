package dev.slipway.dist;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code up}, {@code down} and {@code status}. */
class LauncherStackTest {
    private static final List<String> PROCESSES = List.of("temporal", "worker", "api");

    @TempDir
    private Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void prepare() throws IOException {
        sandbox = new Sandbox(folder);
    }

    @AfterEach
    void end() throws IOException, InterruptedException {
        sandbox.end();
    }

    @Test
    void startsEachProcessOnceShowsThemAndStopsThem() throws IOException, InterruptedException {
        Sandbox.Result up = sandbox.slipway("up");

        assertThat(up.errors()).isEmpty();
        assertThat(up.exitCode()).isZero();
        assertThat(up.output()).contains("Slipway is up.", "http://127.0.0.1:" + sandbox.port("API"));
        List<Long> pids = pids();
        assertThat(sandbox.slipway("up").output()).contains("api        runs       pid " + pids.get(2));
        assertThat(pids()).isEqualTo(pids);

        Sandbox.Result status = sandbox.slipway("status");
        assertThat(status.exitCode()).isZero();
        assertThat(columns(status))
                .containsExactly(
                        "PROCESS STATE VERSION ADDRESS HEALTH",
                        "temporal running 1.5.1 127.0.0.1:" + sandbox.port("TEMPORAL") + " ok",
                        "worker running 9.9.9 http://127.0.0.1:" + sandbox.port("WORKER") + " ok",
                        "api running 9.9.9 http://127.0.0.1:" + sandbox.port("API") + " ok");

        Files.writeString(folder.resolve("sick"), "dev.slipway.worker.WorkerMain");
        Sandbox.Result unwell = sandbox.slipway("status");
        assertThat(unwell.exitCode()).isEqualTo(1);
        assertThat(columns(unwell))
                .contains(
                        "worker running 9.9.9 http://127.0.0.1:" + sandbox.port("WORKER")
                                + " 503 {\"status\":\"DOWN\"}",
                        "api running 9.9.9 http://127.0.0.1:" + sandbox.port("API") + " ok");

        Sandbox.Result down = sandbox.slipway("down");
        assertThat(down.output()).contains("api        stopped", "worker     stopped", "temporal   stopped");
        assertThat(pids).allSatisfy(pid -> assertThat(alive(pid)).isFalse());
        assertThat(sandbox.slipway("down").output()).contains("Nothing runs.");
        assertThat(sandbox.slipway("status").exitCode()).isEqualTo(1);
    }

    @Test
    void givesTheProcessesTheirSettingsAndTemporalThirtyDays() throws IOException, InterruptedException {
        sandbox.slipway("up");

        assertThat(sandbox.calls())
                .contains("env SLIPWAY_TEMPORAL_TARGET=127.0.0.1:" + sandbox.port("TEMPORAL"))
                .contains("env SLIPWAY_TEMPORAL_UI_URL=http://127.0.0.1:" + sandbox.port("TEMPORAL_UI"))
                .contains("env SLIPWAY_HOME=" + sandbox.home())
                .contains("operator namespace update --namespace default --retention 30d")
                .contains("--db-filename " + sandbox.home().resolve("temporal.db"))
                .doesNotContain("env SLIPWAY_AOT");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(sandbox.home())))
                .isEqualTo("rwx------");
        assertThat(sandbox.home().resolve("logs")).isDirectoryContaining("glob:**/api.log");
    }

    @Test
    void twoAtOnceStartOneStack() throws IOException, InterruptedException {
        Sandbox.Begun first = sandbox.begin("up");
        Sandbox.Begun second = sandbox.begin("up");

        assertThat(Sandbox.finish(first).exitCode()).isZero();
        assertThat(Sandbox.finish(second).exitCode()).isZero();
        assertThat(sandbox.calls().lines().filter(line -> line.contains("ApiMain")))
                .hasSize(1);
    }

    @Test
    void namesWhoHasAPortAndStartsNothing() throws IOException, InterruptedException {
        try (var taken =
                new ServerSocket(Integer.parseInt(sandbox.port("WORKER")), 1, InetAddress.getLoopbackAddress())) {
            Sandbox.Result up = sandbox.slipway("up");

            assertThat(up.exitCode()).isEqualTo(1);
            assertThat(up.errors())
                    .startsWith("slipway: Port " + taken.getLocalPort() + " (worker) is taken by pid "
                            + ProcessHandle.current().pid() + " (")
                    .contains("java")
                    .endsWith("choose another port with SLIPWAY_WORKER_PORT=PORT.\n");
            assertThat(sandbox.calls()).isEmpty();
        }
    }

    @Test
    void namesTheHolderWithoutToolsForIt() throws IOException, InterruptedException {
        sandbox.environment.put("PATH", Tools.without(folder.resolve("bin"), "lsof", "ss"));
        try (var taken = new ServerSocket(Integer.parseInt(sandbox.port("API")), 1, InetAddress.getLoopbackAddress())) {
            assertThat(sandbox.slipway("up").errors())
                    .contains("is taken by pid " + ProcessHandle.current().pid())
                    .contains(Integer.toString(taken.getLocalPort()));
        }
    }

    @Test
    void aProcessThatDoesNotListenIsNotWell() throws IOException, InterruptedException {
        Process temporal = spawnSilent("temporal", sandbox.port("TEMPORAL"));
        Process worker = spawnSilent("worker", sandbox.port("WORKER"));
        try {
            Sandbox.Result status = sandbox.slipway("status");

            assertThat(status.exitCode()).isEqualTo(1);
            String target = "127.0.0.1:" + sandbox.port("TEMPORAL");
            assertThat(columns(status))
                    .contains(
                            "temporal running 9.9.9 " + target + " no answer at " + target,
                            "worker running 9.9.9 http://127.0.0.1:" + sandbox.port("WORKER") + " no answer on port "
                                    + sandbox.port("WORKER"),
                            "api stopped - http://127.0.0.1:" + sandbox.port("API") + " -");
        } finally {
            temporal.destroyForcibly();
            worker.destroyForcibly();
        }
    }

    /** What the launcher takes for that process: it runs, and listens on nothing. Ready when its pid file stands. */
    private Process spawnSilent(String name, String port) throws IOException {
        Files.createDirectories(sandbox.pidFile(name).getParent());
        Process silent = new ProcessBuilder(
                        "bash",
                        folder.resolve("launcher/spawn.sh").toString(),
                        sandbox.pidFile(name).toString(),
                        port,
                        "9.9.9",
                        "sleep",
                        "300")
                .start();
        await().atMost(ofMinutes(1)).until(() -> Files.exists(sandbox.pidFile(name)));
        return silent;
    }

    /** The lines of a status with one space between columns. */
    private static List<String> columns(Sandbox.Result status) {
        return status.output().lines().map(line -> line.replaceAll(" +", " ")).toList();
    }

    @Test
    void aReusedPidIsLeftAlone() throws IOException, InterruptedException {
        Process stranger = new ProcessBuilder("sleep", "300").start();
        try {
            Files.createDirectories(sandbox.pidFile("api").getParent());
            Files.writeString(
                    sandbox.pidFile("api"), stranger.pid() + " 1@another-boot " + sandbox.port("API") + " 9.9.9\n");

            assertThat(sandbox.slipway("status").output()).containsPattern("api +dead");
            assertThat(sandbox.slipway("down").output()).contains("Nothing runs.");
            assertThat(stranger.isAlive()).isTrue();
            assertThat(sandbox.pidFile("api")).doesNotExist();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void aStalePidFileIsNoObstacle() throws IOException, InterruptedException {
        Files.createDirectories(sandbox.pidFile("api").getParent());
        Files.writeString(sandbox.pidFile("api"), "not a pid file");
        Files.writeString(sandbox.pidFile("worker"), "4194999 17@gone 1 0.0.1\n");

        assertThat(sandbox.slipway("up").exitCode()).isZero();
        assertThat(pids()).allSatisfy(pid -> assertThat(alive(pid)).isTrue());
    }

    @Test
    void aLockWhoseOwnerIsGoneIsTaken() throws IOException, InterruptedException {
        Files.createDirectories(sandbox.pidFile("api").getParent());
        Files.writeString(sandbox.home().resolve("run/lock"), "4194999 17@gone\n");

        assertThat(sandbox.slipway("up").exitCode()).isZero();
        assertThat(sandbox.home().resolve("run/lock")).doesNotExist();
    }

    @Test
    void showsTheLogOfWhatCannotStart() throws IOException, InterruptedException {
        sandbox.environment.put("STUB_BROKEN", "dev.slipway.api.ApiMain");

        Sandbox.Result up = sandbox.slipway("up");

        assertThat(up.exitCode()).isEqualTo(1);
        assertThat(up.errors())
                .contains("the reason why it cannot start")
                .contains("slipway: api ended before it was ready; its log is " + sandbox.home() + "/logs/api.log.");
    }

    @Test
    void whatDoesNotEndIsKilled() throws IOException, InterruptedException {
        sandbox.environment.put("STUB_STUBBORN", "yes");
        sandbox.slipway("up");
        long worker = sandbox.pid("worker");

        assertThat(sandbox.slipway("down", "--timeout", "1").output()).contains("worker     killed after 1 s");
        assertThat(alive(worker)).isFalse();
    }

    @Test
    void aProcessKeepsItsPortUntilItIsDown() throws IOException, InterruptedException {
        sandbox.slipway("up");
        String api = sandbox.port("API");
        String other = Integer.toString(Sandbox.freePort());

        assertThat(sandbox.slipway("up", "--api-port", other).errors())
                .contains("api already runs on port " + api + ": run `slipway down` first to move it.");

        sandbox.environment.remove("SLIPWAY_API_PORT");
        assertThat(sandbox.slipway("up").output()).contains("http://127.0.0.1:" + api);
        sandbox.slipway("list");
        assertThat(sandbox.calls().substring(sandbox.calls().lastIndexOf("SlipwayCommand list")))
                .contains("env SLIPWAY_API_PORT=" + api);
    }

    @Test
    void aTemporalThatIsNamedIsNotStarted() throws IOException, InterruptedException {
        try (var elsewhere = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            sandbox.environment.put("SLIPWAY_TEMPORAL_TARGET", "127.0.0.1:" + elsewhere.getLocalPort());

            assertThat(sandbox.slipway("up").output())
                    .contains("temporal   not ours   127.0.0.1:" + elsewhere.getLocalPort());
            assertThat(sandbox.calls()).doesNotContain("server start-dev");
            assertThat(sandbox.slipway("status").exitCode()).isZero();
        }
    }

    @Test
    void refusesWhatIsNoPort() throws IOException, InterruptedException {
        Sandbox.Result up = sandbox.slipway("up", "--ui-port", "80a");

        assertThat(up.exitCode()).isEqualTo(2);
        assertThat(up.errors()).contains("must be a port from 1 to 65535 and not \"80a\"");
    }

    private List<Long> pids() throws IOException {
        List<Long> pids = new java.util.ArrayList<>();
        for (String process : PROCESSES) {
            pids.add(sandbox.pid(process));
        }
        return pids;
    }

    /** Whether it runs: a zombie, which waits for its parent in a container without an init, does not. */
    private static boolean alive(long pid) {
        try {
            String status = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return status.charAt(status.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false;
        }
    }
}
