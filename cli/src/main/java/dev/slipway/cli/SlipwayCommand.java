package dev.slipway.cli;

import picocli.CommandLine;

/** The {@code slipway} command. */
@CommandLine.Command(name = "slipway", mixinStandardHelpOptions = true, version = "slipway 0.1.0")
public final class SlipwayCommand implements Runnable {
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SlipwayCommand()).execute(arguments));
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
