package dev.slipway.cli.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryTest {
    private static final String SERVER = "http://127.0.0.1:8080";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private final List<String> warnings = new CopyOnWriteArrayList<>();

    private Memory memory() {
        return new Memory(folder.resolve("home"), CLOCK, warnings::add);
    }

    private Path file() {
        return folder.resolve("home/cli.json");
    }

    private void write(String content) throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), content);
    }

    @Test
    void aMissingFileIsAnEmptyMemoryAndReadingMakesNone() {
        assertThat(memory().activePod(SERVER)).isEmpty();
        assertThat(folder).isEmptyDirectory();
        assertThat(warnings).isEmpty();
    }

    @Test
    void theFirstPodBecomesTheActiveOneAndStaysUntilAnotherIsChosen() {
        memory().activateFirst(SERVER, "a");
        memory().activateFirst(SERVER, "b");
        assertThat(memory().activePod(SERVER)).contains("a");

        memory().activate(SERVER, "b");
        memory().activate("http://other", "c");
        assertThat(memory().activePod(SERVER)).contains("b");

        memory().forget(SERVER, "a");
        assertThat(memory().activePod(SERVER)).contains("b");
        memory().forget(SERVER, "b");
        assertThat(memory().activePod(SERVER)).isEmpty();
        assertThat(memory().activePod("http://other")).contains("c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "\"text\"", "{\"activePods\": 3}", "\u0000\u0001"})
    void aFileThatCannotBeUnderstoodIsKeptAndSaid(String broken) throws IOException {
        write(broken);

        assertThat(memory().activePod(SERVER)).isEmpty();
        assertThat(warnings).singleElement().asString().contains("cli.json.broken-20261121-120000");
        assertThat(file().resolveSibling("cli.json.broken-20261121-120000")).hasContent(broken);

        memory().activate(SERVER, "a");
        assertThat(memory().activePod(SERVER)).contains("a");
        assertThat(warnings).hasSize(1);
    }

    @Test
    void whatIsNotTextIsKeptToo() throws IOException {
        Files.createDirectories(file().getParent());
        Files.write(file(), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 7});

        memory().activate(SERVER, "a");

        assertThat(memory().activePod(SERVER)).contains("a");
        assertThat(file().resolveSibling("cli.json.broken-20261121-120000")).exists();
    }

    @Test
    void whatANewerVersionWroteIsKept() throws IOException {
        write("{\"activePods\": {\"http://x\": \"p\"}, \"later\": {\"a\": [1]}}");

        memory().activate(SERVER, "a");

        assertThat(Files.readString(file())).contains("\"later\"", "\"http://x\" : \"p\"");
    }

    @Test
    void writersAtTheSameTimeLoseNothing() throws InterruptedException {
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            int number = i;
            writers.add(Thread.ofPlatform().start(() -> memory().activate("http://server-" + number, "pod-" + number)));
        }
        for (Thread writer : writers) {
            writer.join();
        }

        assertThat(warnings).isEmpty();
        assertThat(IntStream.range(0, 12).boxed())
                .allSatisfy(number -> assertThat(memory().activePod("http://server-" + number))
                        .contains("pod-" + number));
    }

    @Test
    void oneThatWasKilledWhileWritingLeavesTheOldMemoryAndNoObstacle() throws IOException {
        memory().activate(SERVER, "a");
        Files.writeString(file().resolveSibling("cli.json.new"), "{\"activePods\": {\"http://127");

        assertThat(memory().activePod(SERVER)).contains("a");
        memory().activate(SERVER, "b");
        assertThat(memory().activePod(SERVER)).contains("b");
        assertThat(warnings).isEmpty();
        assertThat(file().resolveSibling("cli.json.new")).doesNotExist();
    }

    @Test
    void aFolderThatCannotBeMadeIsSaid() throws IOException {
        Files.writeString(folder.resolve("home"), "a file, not a folder");

        memory().activate(SERVER, "a");

        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("cannot be written, so the active pod is not remembered");
    }
}
