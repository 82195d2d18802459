package dev.slipway.cli.service;

import dev.slipway.cli.outcome.Refusal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Commands that the launcher carries out before this program is reached: here for the help and for completion. */
@Command
public abstract sealed class LauncherCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw Refusal.usage(
                "This is done by the launcher.", "Run the script `slipway` of the archive or the checkout.");
    }

    /** {@code slipway up}. */
    @Command(
            name = "up",
            description = "Starts the local stack: Temporal, worker and API; what runs is left alone.",
            customSynopsis =
                    "slipway up [--api-port PORT] [--worker-port PORT] [--temporal-port PORT] [--ui-port PORT]")
    public static final class Up extends LauncherCommand {}

    /** {@code slipway down}. */
    @Command(
            name = "down",
            description = "Stops the local stack, and the simulated pod; what runs on pods goes on.",
            customSynopsis = "slipway down [--timeout SECONDS]")
    public static final class Down extends LauncherCommand {}

    /** {@code slipway status}. */
    @Command(name = "status", description = "Shows each process of the local stack.", customSynopsis = "slipway status")
    public static final class Status extends LauncherCommand {}

    /** {@code slipway demo}. */
    @Command(name = "demo", description = "A tour with a simulated pod.", customSynopsis = "slipway demo")
    public static final class Demo extends LauncherCommand {}

    /** {@code slipway test}. */
    @Command(
            name = "test",
            description = "Runs every test of a checkout; with --pod the main job on your machine, too.",
            customSynopsis = "slipway test [--pod user@host]")
    public static final class Test extends LauncherCommand {}
}
