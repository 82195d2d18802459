package dev.slipway.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.Samples;
import dev.slipway.client.run.RunEvent;
import dev.slipway.client.run.RunStatus;
import dev.slipway.client.run.StepState;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What a terminal shows in the end, read by a terminal of a few lines of code. */
class LiveViewTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final RunBoard board = new RunBoard(Samples.run("run-1", RunStatus.RUNNING, null));

    private LiveView view() {
        return new LiveView(
                new PrintStream(written, true, StandardCharsets.UTF_8),
                new LiveFrame(LiveFrame.Signs.ASCII, false),
                () -> Samples.THEN.plusSeconds(20));
    }

    private void happens(LiveView view, RunEvent event) {
        board.apply(event);
        view.changed(board, event);
    }

    private String bytes() {
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void drawsOverItselfAndLeavesOnePicture() {
        var view = view();
        view.begin(board);
        happens(view, Samples.step(1, "model", "Model", StepState.RUNNING, ""));
        happens(view, Samples.progress(2, 10, 100));
        happens(view, Samples.step(3, "model", "Model", StepState.DONE, "10 files"));
        view.close();

        assertThat(SmallTerminal.shown(bytes()))
                .containsExactly(
                        "Start qwen on gpu-1 (run run-1)",
                        "  + Plan         0.3 s  GPU 0, port 8001",
                        "  + Model         12 s  10 files");
        assertThat(bytes()).startsWith("\u001b[?7l\u001b[?25l").endsWith("\u001b[?7h\u001b[?25h");
    }

    @Test
    void keepsQuietWhileSomebodyIsAsked() {
        var view = view();
        view.begin(board);
        view.pause(true);
        int before = written.size();
        happens(view, Samples.step(1, "model", "Model", StepState.DONE, ""));
        assertThat(written.size()).isEqualTo(before);
        view.pause(false);
        view.close();
        view.close();

        assertThat(SmallTerminal.shown(bytes())).last().asString().startsWith("  + Model");
    }
}
