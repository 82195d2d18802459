package dev.slipway.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.store.TestDatabase;
import dev.slipway.store.run.RunRepository;
import dev.slipway.store.run.RunRow;
import dev.slipway.workflows.run.RunStatus;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes write to one H2 file, as worker and api do. Whichever is killed, the other goes on, and no acknowledged row is
 * missing. The one that opened the file first holds it and serves the other as its guest: a kill of either matters.
 */
@Tag("real")
class H2KillTest {
    private static final int ENOUGH = 50;

    @TempDir
    Path folder;

    @Test
    void theHolderIsKilledAndThenAGuestIsKilled() throws Exception {
        var all = new HashSet<String>();
        try (var holder = new Writer(folder, "holder")) {
            goesOn(holder);
            try (var survivor = new Writer(folder, "survivor")) {
                goesOn(survivor);
                kill(holder, all);
                goesOn(survivor);
                try (var guest = new Writer(folder, "guest")) {
                    goesOn(guest);
                    kill(guest, all);
                }
                goesOn(survivor);
                kill(survivor, all);
            }
        }
        assertNothingIsMissing(all);
    }

    /** The launcher starts worker and api together: both find an empty database and want to make the tables. */
    @Test
    void bothStartOnAnEmptyDatabaseAtOnce() throws Exception {
        var all = new HashSet<String>();
        try (var one = new Writer(folder, "one");
                var two = new Writer(folder, "two")) {
            goesOn(one);
            goesOn(two);
            kill(one, all);
            kill(two, all);
        }
        assertNothingIsMissing(all);
    }

    private void goesOn(Writer writer) throws IOException {
        int before = writer.count();
        await().atMost(Duration.ofMinutes(2)).until(() -> writer.count() > before + ENOUGH || !writer.alive());
        assertThat(writer.alive())
                .as("a writer ended by itself; see *.err in %s", folder)
                .isTrue();
    }

    private static void kill(Writer writer, Set<String> all) {
        writer.close();
        all.addAll(writer.acknowledged());
    }

    private void assertNothingIsMissing(Set<String> acknowledged) {
        try (var context = ApplicationContext.run(TestDatabase.h2(folder))) {
            var whole = new HashSet<String>();
            for (RunRow row : context.getBean(RunRepository.class).findAll()) {
                if (row.status() == RunStatus.RUNNING && row.lastEvent() == 1) {
                    whole.add(row.id());
                }
            }
            assertThat(whole).containsAll(acknowledged);
        }
    }
}
