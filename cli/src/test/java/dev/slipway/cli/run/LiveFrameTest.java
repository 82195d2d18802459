package dev.slipway.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.Golden;
import dev.slipway.cli.Samples;
import dev.slipway.client.run.RunStatus;
import dev.slipway.client.run.StepState;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveFrameTest {
    private static RunBoard board() {
        var board = new RunBoard(Samples.run("run-1", RunStatus.RUNNING, null));
        board.apply(Samples.step(1, "runtime", "Runtime", StepState.SKIPPED, "vLLM 0.32.0 is there"));
        board.apply(Samples.step(2, "model", "Download model", StepState.RUNNING, "3 of 10 files"));
        board.apply(Samples.progress(3, 400_000_000, 1_500_000_000));
        board.apply(Samples.step(4, "ready", "Wait until ready", StepState.WAITING, ""));
        return board;
    }

    @Test
    void showsStepsTimesAndABar() {
        var frame = new LiveFrame(LiveFrame.Signs.RICH, false);

        Golden.assertMatches("live", String.join("\n", frame.lines(board(), Samples.THEN.plusSeconds(75), 1)) + "\n");
    }

    @Test
    void usesPlainSignsWhereTheTerminalHasNoOthers() {
        var frame = new LiveFrame(LiveFrame.Signs.ASCII, false);

        List<String> lines = frame.lines(board(), Samples.THEN.plusSeconds(75), 7);

        assertThat(String.join("", lines)).matches("\\p{ASCII}*");
        Golden.assertMatches("live-ascii", String.join("\n", lines) + "\n");
    }

    @Test
    void coloursAreOursAlone() {
        var board = new RunBoard(Samples.run("run-1", RunStatus.RUNNING, null));
        board.apply(Samples.step(1, "evil", "Evil\u001b[2J", StepState.FAILED, "a\u001b[1A\u0007b\nc"));

        String picture = String.join("\n", new LiveFrame(LiveFrame.Signs.RICH, true).lines(board, Samples.THEN, 0));

        assertThat(picture).contains("\u001b[31m\u2717\u001b[0m").contains("a[1Ab c");
        assertThat(picture.replace("\u001b[31m", "")
                        .replace("\u001b[32m", "")
                        .replace("\u001b[2m", "")
                        .replace("\u001b[0m", ""))
                .doesNotContain("\u001b", "\u0007");
    }
}
