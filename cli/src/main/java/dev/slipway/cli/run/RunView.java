package dev.slipway.cli.run;

import dev.slipway.client.run.RunEvent;

/** Shows a run while it is followed. */
interface RunView extends AutoCloseable {
    /** Before the first event. */
    void begin(RunBoard board);

    /** After the event was applied to the board. */
    void changed(RunBoard board, RunEvent event);

    /** Keeps quiet while somebody is asked something, and begins again afterwards. */
    void pause(boolean paused);

    @Override
    void close();
}
