package dev.slipway.cli.run;

import dev.slipway.client.run.RunEvent;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps of a run drawn in place, ten times a second, with a spinner and a bar. Safe for the drawing thread and the reader's. */
final class LiveView implements RunView {
    private static final String NO_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";
    private static final String HIDE_CURSOR = "\u001b[?25l";
    private static final String SHOW_CURSOR = "\u001b[?25h";
    private static final String CLEAR_BELOW = "\u001b[0J";
    private static final String CLEAR_LINE = "\u001b[0K";
    private static final long PICTURE_MILLIS = 100;

    private final PrintStream out;
    private final LiveFrame frame;
    private final InstantSource clock;
    private final Thread drawer;
    private @Nullable RunBoard board;
    private int drawnLines;
    private int tick;
    private boolean paused;
    private boolean closed;

    LiveView(PrintStream out, LiveFrame frame, InstantSource clock) {
        this.out = out;
        this.frame = frame;
        this.clock = clock;
        this.drawer = Thread.ofVirtual().unstarted(this::drawUntilClosed);
    }

    @Override
    public synchronized void begin(RunBoard first) {
        board = first;
        out.print(NO_WRAP + HIDE_CURSOR);
        draw();
        drawer.start();
    }

    @Override
    public synchronized void changed(RunBoard now, RunEvent event) {
        draw();
    }

    @Override
    public synchronized void pause(boolean quiet) {
        if (closed) {
            return;
        }
        paused = quiet;
        out.print(quiet ? WRAP + SHOW_CURSOR : NO_WRAP + HIDE_CURSOR);
        out.flush();
        // What was asked and answered stays above the next picture.
        drawnLines = 0;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            // The last picture is drawn even below a question that is still open.
            paused = false;
            draw();
            closed = true;
            out.print(WRAP + SHOW_CURSOR);
            out.flush();
        }
        drawer.interrupt();
    }

    private void drawUntilClosed() {
        try {
            while (true) {
                Thread.sleep(PICTURE_MILLIS);
                synchronized (this) {
                    if (closed) {
                        return;
                    }
                    tick++;
                    draw();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void draw() {
        if (paused || closed || board == null) {
            return;
        }
        List<String> lines = frame.lines(board, clock.instant(), tick);
        var picture = new StringBuilder();
        if (drawnLines > 0) {
            picture.append("\u001b[").append(drawnLines).append('A');
        }
        picture.append('\r');
        lines.forEach(line -> picture.append(line).append(CLEAR_LINE).append('\n'));
        picture.append(CLEAR_BELOW);
        drawnLines = lines.size();
        out.print(picture);
        out.flush();
    }
}
