package dev.slipway.cli;

import static dev.slipway.cli.PseudoTerminal.CTRL_C;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.client.run.RunStatus;
import dev.slipway.client.run.StepState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl+C while a run is followed on a terminal. */
class InterruptTest {
    private static final String QUESTION = "Cancel the run (c), detach and let it go on (d), or keep watching (Enter)?";
    private static final String GOES_ON = "Run run-1 goes on by itself. Watch it with `slipway runs watch run-1`.";
    private static final String START = "POST /api/v1/deployments";
    private static final String CANCEL = "POST /api/v1/runs/run-1/cancel";
    private static final String SHOW_CURSOR = "\u001b[?25h";

    @TempDir
    private Path folder;

    private StubApi api;
    private PseudoTerminal terminal;

    @BeforeEach
    void followARunThatDoesNotEnd() throws IOException, InterruptedException {
        api = new StubApi();
        api.run(Samples.run("run-1", RunStatus.RUNNING, null), Samples.step(1, "a", "A step", StepState.RUNNING, ""))
                .on(CANCEL, Samples.run("run-1", RunStatus.RUNNING, null))
                .endless("run-1");
        terminal = run("runs watch run-1");
        terminal.await("A step", 1);
    }

    private PseudoTerminal run(String arguments) throws IOException {
        return new PseudoTerminal(
                "exec \"$TEST_JAVA\" -XX:TieredStopAtLevel=1 -Dslipway.terminals=01 -cp \"$TEST_CLASSES\" "
                        + SlipwayCommand.class.getName() + " " + arguments,
                Map.of(
                        "TEST_JAVA",
                        ProcessHandle.current().info().command().orElseThrow(),
                        "TEST_CLASSES",
                        System.getProperty("java.class.path"),
                        "SLIPWAY_HOME",
                        folder.toString(),
                        "SLIPWAY_SERVER",
                        api.address(),
                        "SLIPWAY_TOKEN",
                        "a-token"));
    }

    @AfterEach
    void end() {
        terminal.close();
        api.close();
    }

    @Test
    void detachesWhereThatIsTheAnswer() throws IOException, InterruptedException {
        interrupt(1);
        terminal.type("d\n");

        assertDetached();
        assertThat(api.requests()).doesNotContain(CANCEL);
    }

    @Test
    void cancelsWhereThatIsTheAnswerAndKeepsWatching() throws IOException, InterruptedException {
        interrupt(1);
        terminal.type("c\n");
        terminal.await("Cancelling; what was done is being undone ...", 1);

        assertThat(api.requests()).contains(CANCEL);
        interrupt(2);
        terminal.type("d\n");
        assertDetached();
    }

    @Test
    void keepsWatchingWhereNothingIsAnswered() throws IOException, InterruptedException {
        int pictures = terminal.shown().split("A step", -1).length;
        interrupt(1);
        terminal.type("\n");

        terminal.await("A step", pictures + 5);
        interrupt(2);
        terminal.type("d\n");
        assertDetached();
        assertThat(api.requests()).doesNotContain(CANCEL);
    }

    @Test
    void aSecondInterruptDetaches() throws IOException, InterruptedException {
        interrupt(1);
        terminal.type(CTRL_C);

        assertDetached();
        assertThat(api.requests()).doesNotContain(CANCEL);
    }

    @Test
    void asksWhenTheRequestThatWasOnItsWayIsAnswered() throws IOException, InterruptedException {
        terminal.close();
        var answered = new CountDownLatch(1);
        api.on(START, Samples.run("run-1", RunStatus.PENDING, null)).holding(START, answered);
        terminal = run("start org/model --pod gpu-1");
        Awaitility.await().until(() -> api.requests().stream().anyMatch(each -> each.startsWith(START)));

        terminal.type(CTRL_C);
        terminal.await("waiting for its answer", 1);
        answered.countDown();

        terminal.await(QUESTION, 1);
        terminal.type("d\n");
        assertDetached();
    }

    @Test
    void aSecondInterruptLeavesARequestThatIsOnItsWayAndSaysSo() throws IOException, InterruptedException {
        terminal.close();
        var answered = new CountDownLatch(1);
        api.on(START, Samples.run("run-1", RunStatus.PENDING, null)).holding(START, answered);
        terminal = run("start org/model --pod gpu-1");
        Awaitility.await().until(() -> api.requests().stream().anyMatch(each -> each.startsWith(START)));

        terminal.type(CTRL_C);
        terminal.await("waiting for its answer", 1);
        terminal.type(CTRL_C);

        assertThat(terminal.exitCode()).as(terminal.shown()).isEqualTo(130);
        assertThat(terminal.shown())
                .contains("The request may be carried out all the same: `slipway runs list` shows it.");
        answered.countDown();
    }

    private void interrupt(int times) throws IOException, InterruptedException {
        terminal.type(CTRL_C);
        terminal.await(QUESTION, times);
    }

    private void assertDetached() throws InterruptedException {
        assertThat(terminal.exitCode()).as(terminal.shown()).isZero();
        assertThat(terminal.shown().strip()).endsWith(GOES_ON);
        assertThat(terminal.shown().lastIndexOf(SHOW_CURSOR))
                .as("the cursor is given back")
                .isGreaterThan(terminal.shown().lastIndexOf("\u001b[?25l"));
    }
}
