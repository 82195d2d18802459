package dev.slipway.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the first command of a build makes the cache of the next ones, beside other builds that do the same. */
class LauncherTrainingTest {
    @TempDir
    private Path folder;

    private Sandbox sandbox;
    private Path caches = Path.of("");

    @BeforeEach
    void prepare() throws IOException {
        sandbox = new Sandbox(folder);
        sandbox.environment.remove("SLIPWAY_AOT");
        Path cache = folder.resolve("cache");
        sandbox.environment.put("SLIPWAY_CACHE", cache.toString());
        caches = cache.resolve("aot/" + folder.resolve("jdk").toString().replace('/', '_'));
        Files.createDirectories(caches);
    }

    @AfterEach
    void endTraining() throws IOException, InterruptedException {
        Files.deleteIfExists(lock());
        await(() -> files("*.lock").isEmpty());
    }

    @Test
    void theFirstCommandMakesTheCacheAndTheNextOneUsesIt() throws IOException, InterruptedException {
        assertThat(sandbox.slipway("list").output()).isEqualTo("cli [list]\n");
        await(() -> files("cli-*.aot").size() == 1 && files("*.lock").isEmpty());

        sandbox.slipway("list");

        assertThat(sandbox.calls().lines().filter(line -> line.endsWith("SlipwayCommand list")))
                .last()
                .asString()
                .contains("-XX:AOTCache=" + files("cli-*.aot").getFirst());
        assertThat(files("training.*")).isEmpty();
    }

    @Test
    void whileAnotherBuildTrainsItWaitsForItsTurnOnce() throws IOException, InterruptedException {
        Files.writeString(lock(), ProcessHandle.current().pid() + " " + identityOfThisProcess() + "\n");

        sandbox.slipway("list");
        await(() -> files("9.9.9-*.lock").size() == 1);
        sandbox.slipway("list");

        assertThat(files("9.9.9-*.lock")).hasSize(1);
        assertThat(files("cli-*.aot")).isEmpty();

        Files.delete(lock());
        await(() -> files("cli-*.aot").size() == 1 && files("*.lock").isEmpty());
    }

    @Test
    void aTrainingThatWasKilledDoesNotStopTheNext() throws IOException, InterruptedException {
        Files.writeString(lock(), "4194999 17@gone\n");
        Path left = Files.createDirectories(caches.resolve("training.abcdef"));

        sandbox.slipway("list");

        await(() -> files("cli-*.aot").size() == 1 && files("*.lock").isEmpty());
        assertThat(left).doesNotExist();
    }

    @Test
    void theThreeNewestOfEachPartStay() throws IOException, InterruptedException {
        Instant now = Instant.now();
        for (int hours = 1; hours <= 4; hours++) {
            FileTime time = FileTime.from(now.minus(Duration.ofHours(hours)));
            for (String part : List.of("cli", "api")) {
                Path file = Files.writeString(caches.resolve(part + "-old-" + hours + ".aot"), "old");
                Files.setLastModifiedTime(file, time);
            }
        }

        sandbox.slipway("list");
        await(() -> files("cli-9.9.9-*.aot").size() == 1 && files("*.lock").isEmpty());

        assertThat(files("cli-old-*.aot"))
                .map(Path::getFileName)
                .map(Path::toString)
                .containsExactlyInAnyOrder("cli-old-1.aot", "cli-old-2.aot");
        assertThat(files("api-*.aot")).as("not trained now, so not looked at").hasSize(4);
    }

    private Path lock() {
        return caches.resolve("training.lock");
    }

    private List<Path> files(String glob) {
        try (var found = Files.newDirectoryStream(caches, glob)) {
            List<Path> files = new java.util.ArrayList<>();
            found.forEach(files::add);
            return files;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String identityOfThisProcess() throws IOException, InterruptedException {
        String script = ". '" + folder + "/launcher/process.sh'; process_identity "
                + ProcessHandle.current().pid();
        Process bash = new ProcessBuilder("bash", "-c", script).start();
        String identity = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).isZero();
        return identity;
    }

    private static void await(BooleanSupplier reached) throws InterruptedException {
        Instant deadline = Instant.now().plus(Duration.ofMinutes(2));
        while (!reached.getAsBoolean()) {
            assertThat(Instant.now()).as("not reached in two minutes").isBefore(deadline);
            Thread.sleep(50);
        }
    }
}
