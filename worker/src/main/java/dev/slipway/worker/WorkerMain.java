package dev.slipway.worker;

import dev.slipway.config.process.SlipwayProcess;
import dev.slipway.config.settings.Settings;
import io.micronaut.context.ApplicationContext;

/** The worker process: takes workflow and activity tasks from Temporal until it is told to stop. */
public final class WorkerMain {
    private static final int NO_TEMPORAL = 1;

    private WorkerMain() {}

    public static void main(String[] arguments) {
        Settings settings = SlipwayProcess.settingsOrExit();
        ApplicationContext context =
                SlipwayProcess.start(SlipwayProcess.Role.WORKER, WorkerMain.class, settings, arguments);
        try {
            context.getBean(WorkerHost.class).start();
        } catch (TemporalUnreachable e) {
            System.err.println(e.getMessage());
            context.close();
            System.exit(NO_TEMPORAL);
        }
    }
}
