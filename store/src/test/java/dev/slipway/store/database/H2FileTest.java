package dev.slipway.store.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.store.Rows;
import dev.slipway.store.TestDatabase;
import dev.slipway.store.run.RunRepository;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2FileTest {
    @TempDir
    Path folder;

    @Test
    void theAutomaticServerIsOnTheLoopback() throws IOException {
        try (var context = ApplicationContext.run(TestDatabase.h2(folder))) {
            assertThat(context.getBean(RunRepository.class).count()).isZero();
            var lock = new Properties();
            try (var reader = Files.newBufferedReader(folder.resolve("slipway.lock.db"))) {
                lock.load(reader);
            }
            int port = Integer.parseInt(lock.getProperty("server").split(":", -1)[1]);
            assertThat(listeningAddress(port)).isEqualTo("0100007F");
        }
    }

    /** Workers interrupt the threads of activities that they cancel; with another file system of H2 one ends the database. */
    @Test
    void anInterruptedThreadDoesNotCloseTheDatabase() {
        try (var context = ApplicationContext.run(TestDatabase.h2(folder))) {
            var runs = context.getBean(RunRepository.class);
            for (int i = 0; i < 50; i++) {
                Thread.currentThread().interrupt();
                try {
                    runs.save(Rows.run("interrupted-" + i));
                } catch (RuntimeException e) {
                    // The pool may refuse an interrupted thread: what counts is what comes after.
                }
                assertThat(Thread.interrupted()).isTrue();
                runs.save(Rows.run("after-" + i));
            }
            assertThat(runs.count()).isGreaterThanOrEqualTo(50);
        }
    }

    /** Local address of the listening socket, as the kernel writes it: hexadecimal, in host byte order. */
    private static String listeningAddress(int port) throws IOException {
        String local = ":%04X".formatted(port);
        for (String table : new String[] {"/proc/net/tcp", "/proc/net/tcp6"}) {
            for (String line : Files.readAllLines(Path.of(table))) {
                String[] fields = line.strip().split("\\s+", -1);
                if (fields.length > 3 && fields[1].endsWith(local) && fields[3].equals("0A")) {
                    String address = fields[1].substring(0, fields[1].length() - local.length());
                    return address.length() > 8 ? address.substring(address.length() - 8) : address;
                }
            }
        }
        return "nothing listens";
    }
}
