package dev.slipway.store.database;

import dev.slipway.store.Rows;
import dev.slipway.store.TestDatabase;
import dev.slipway.store.run.RunJournal;
import dev.slipway.store.run.RunRepository;
import dev.slipway.workflows.run.RunEvent;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.util.List;

/**
 * A process like the worker or the api: writes runs and their events with several threads, as fast as it can, and prints a
 * line for each one that the database acknowledged. A write that fails is not repeated and not printed.
 */
public final class WriterProcess {
    static final String ACKNOWLEDGED = "acknowledged ";
    private static final int THREADS = 4;

    private WriterProcess() {}

    /** Arguments: folder of the database, prefix of the ids. Runs until it is killed. */
    public static void main(String[] arguments) throws InterruptedException {
        var context = ApplicationContext.run(TestDatabase.h2(Path.of(arguments[0])));
        var runs = context.getBean(RunRepository.class);
        var journal = context.getBean(RunJournal.class);
        for (int i = 0; i < THREADS; i++) {
            String prefix = arguments[1] + "-" + i + "-";
            Thread.ofPlatform().start(() -> write(prefix, runs, journal));
        }
        Thread.currentThread().join();
    }

    private static void write(String prefix, RunRepository runs, RunJournal journal) {
        for (int number = 0; ; number++) {
            String id = prefix + number;
            try {
                runs.save(Rows.run(id));
                journal.record(id, List.of(new RunEvent("s", RunEvent.Type.RUN_STARTED, 1, null, null, "")));
                System.out.println(ACKNOWLEDGED + id + ".");
            } catch (RuntimeException e) {
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
