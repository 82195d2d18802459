package dev.slipway.dist;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A checkout is built when a source is newer than the jars, once, and only then. */
class LauncherBuildTest {
    private static final Duration BUILT = Duration.ofMinutes(1);
    private static final Duration WRITTEN = Duration.ofHours(1);
    private static final String ARCHIVE = "dist/target/slipway-9.9.9.tar.gz";
    /** A build: counted, held as long as there is a file {@code hold}, in vain where there is a file {@code broken}. */
    private static final String BUILD = """
            echo "$*" >>builds
            while [ -e hold ]; do sleep 0.05; done
            if [ -e broken ]; then
              line=1
              while [ $line -le 60 ]; do echo "<line $line of the build>"; line=$((line + 1)); done
              exit 1
            fi
            if [ -e saved ]; then sleep 0.1; cp saved "$(cat saved)"; fi
            mkdir -p dist/target/classes
            mv jars dist/target/lib 2>/dev/null
            echo 9.9.9 >dist/target/classes/VERSION
            echo archive >%s
            """.formatted(ARCHIVE);

    private static final List<String> SOURCES = List.of(
            "pom.xml",
            "api/pom.xml",
            "api/src/main/java/Api.java",
            "api/src/main/resources/unused.yaml",
            "api/src/test/java/ApiTest.java",
            "dist/src/main/assembly/archive.xml");

    @TempDir
    private Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void aCheckoutThatWasNeverBuilt() throws IOException {
        sandbox = new Sandbox(folder);
        Files.delete(folder.resolve("VERSION"));
        Files.move(folder.resolve("lib"), folder.resolve("jars"));
        Sandbox.script(folder.resolve("mvnw"), BUILD);
        for (String source : SOURCES) {
            Path file = folder.resolve(source);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "a source\n");
        }
        age(WRITTEN, SOURCES);
        age(WRITTEN, List.of("api/src/main/java", "api/src/main/resources", "api/src/main"));
        age(WRITTEN, List.of("dist/src/main/assembly", "dist/src/main", "dist/src"));
    }

    @Test
    void aNewCheckoutIsBuiltAndAFreshOneIsLeftAlone() throws IOException, InterruptedException {
        Sandbox.Result first = sandbox.slipway("list");

        assertThat(first.output()).isEqualTo("cli [list]\n");
        assertThat(first.errors()).isEqualTo("slipway: building (the first time takes some minutes) ...\n");
        assertThat(builds()).containsExactly("-q -B -ntp -DskipTests package");

        Sandbox.Result second = sandbox.slipway("list");
        assertThat(second.output()).isEqualTo("cli [list]\n");
        assertThat(second.errors()).isEmpty();
        assertThat(builds()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"pom.xml", "api/pom.xml", "api/src/main/java/Api.java", "dist/src/main/assembly/archive.xml"})
    void aTouchedSourceIsBuiltOnce(String source) throws IOException, InterruptedException {
        build();
        age(Duration.ZERO, List.of(source));

        sandbox.slipway("list");
        sandbox.slipway("list");

        assertThat(builds()).hasSize(2);
    }

    @Test
    void aTestIsNoSourceOfTheJars() throws IOException, InterruptedException {
        build();
        age(Duration.ZERO, List.of("api/src/test/java/ApiTest.java"));

        sandbox.slipway("list");

        assertThat(builds()).hasSize(1);
    }

    @Test
    void aDeletedSourceIsBuiltOnce() throws IOException, InterruptedException {
        build();
        Files.delete(folder.resolve("api/src/main/resources/unused.yaml"));

        sandbox.slipway("list");
        sandbox.slipway("list");

        assertThat(builds()).hasSize(2);
    }

    @Test
    void aSourceThatIsSavedWhileItBuildsIsBuiltNextTime() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("saved"), "api/src/main/java/Api.java");
        sandbox.slipway("list");
        Files.delete(folder.resolve("saved"));

        sandbox.slipway("list");
        sandbox.slipway("list");

        assertThat(builds()).hasSize(2);
    }

    @Test
    void twoAtOnceAreOneBuild() throws IOException, InterruptedException {
        Path hold = Files.createFile(folder.resolve("hold"));
        Sandbox.Begun first = sandbox.begin("list");
        await().atMost(ofMinutes(1)).until(() -> !builds().isEmpty());
        Sandbox.Begun second = sandbox.begin("list");
        await().atMost(ofMinutes(1)).until(() -> Files.readString(second.errors())
                .contains("slipway: waiting for another build of this checkout (pid "
                        + first.process().pid() + ") ..."));
        Files.delete(hold);

        assertThat(Sandbox.finish(first).output()).isEqualTo("cli [list]\n");
        assertThat(Sandbox.finish(second).output()).isEqualTo("cli [list]\n");
        assertThat(builds()).hasSize(1);
        assertThat(folder.resolve("dist/target/build.lock")).doesNotExist();
    }

    @Test
    void aFailedBuildShowsTheEndOfItsLogAndIsTriedAgain() throws IOException, InterruptedException {
        Path broken = Files.createFile(folder.resolve("broken"));

        Sandbox.Result failed = sandbox.slipway("list");

        Path log = folder.resolve("dist/target/build.log");
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.output()).isEmpty();
        assertThat(failed.errors())
                .doesNotContain("<line 20 of the build>")
                .contains("<line 21 of the build>\n")
                .endsWith("<line 60 of the build>\nslipway: the build failed; all of it stands in " + log + ".\n");
        assertThat(log).content().startsWith("<line 1 of the build>\n");

        Files.delete(broken);
        assertThat(sandbox.slipway("list").output()).isEqualTo("cli [list]\n");
        assertThat(builds()).hasSize(2);
    }

    /** As a build a minute ago has left it. */
    private void build() throws IOException, InterruptedException {
        assertThat(sandbox.slipway("list").exitCode()).isZero();
        age(BUILT, List.of(ARCHIVE));
    }

    private void age(Duration age, List<String> files) throws IOException {
        for (String file : files) {
            Files.setLastModifiedTime(
                    folder.resolve(file), FileTime.from(Instant.now().minus(age)));
        }
    }

    /** The arguments of each build. */
    private List<String> builds() throws IOException {
        Path builds = folder.resolve("builds");
        return Files.exists(builds) ? Files.readAllLines(builds) : List.of();
    }
}
