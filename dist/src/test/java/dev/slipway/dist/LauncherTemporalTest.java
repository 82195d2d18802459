package dev.slipway.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where no {@code temporal} is on the path: a cached copy, else the official archive, else Go, else one sentence. */
class LauncherTemporalTest {
    @TempDir
    private Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void noTemporalOnThePath() throws IOException {
        sandbox = new Sandbox(folder);
        Files.delete(folder.resolve("bin/temporal"));
        sandbox.environment.put("PATH", Tools.without(folder.resolve("bin"), "temporal", "go", "curl", "wget"));
    }

    @AfterEach
    void end() throws IOException, InterruptedException {
        sandbox.end();
    }

    @Test
    void aCachedCopyIsUsed() throws IOException, InterruptedException {
        Files.createDirectories(cached().getParent());
        Sandbox.program(cached());

        Sandbox.Result up = sandbox.slipway("up");

        assertThat(up.errors()).isEmpty();
        assertThat(up.exitCode()).isZero();
        assertThat(sandbox.calls()).contains("call server start-dev");
    }

    @Test
    void theOfficialArchiveIsInstalledWhenItsChecksumFits() throws Exception {
        Path archive = archive();
        expectChecksumOf(archive);
        Sandbox.script(folder.resolve("bin/curl"), """
                echo "$*" >>'%s'
                while [ "$1" != -o ]; do shift; done
                cat '%s' >"$2"
                """.formatted(folder.resolve("fetched"), archive));

        Sandbox.Result up = sandbox.slipway("up");

        assertThat(up.errors()).isEqualTo("slipway: fetching Temporal 1.5.1 ...\n");
        assertThat(up.exitCode()).isZero();
        assertThat(sandbox.calls()).contains("call server start-dev");
        assertThat(Files.readAllLines(folder.resolve("fetched")))
                .singleElement()
                .asString()
                .contains("https://github.com/temporalio/cli/releases/download/v1.5.1/temporal_cli_1.5.1_");
        assertOnlyTheProgramIsCached();
    }

    @Test
    void anArchiveThatWasChangedIsRefused() throws IOException, InterruptedException {
        Sandbox.script(
                folder.resolve("bin/curl"), "while [ \"$1\" != -o ]; do shift; done\necho something else >\"$2\"\n");

        assertThat(sandbox.slipway("up").errors()).contains("has a wrong checksum");
        assertThat(cached()).doesNotExist();
    }

    @Test
    void goBuildsItWhereNoArchiveCanBeFetched() throws IOException, InterruptedException {
        Path built = folder.resolve("built");
        Sandbox.program(built);
        Sandbox.script(folder.resolve("bin/curl"), "exit 6\n");
        Sandbox.script(folder.resolve("bin/go"), """
                [ "$*" = "install github.com/temporalio/cli/cmd/temporal@v1.5.1" ] || exit 1
                mv '%s' "$GOBIN/temporal"
                """.formatted(built));

        Sandbox.Result up = sandbox.slipway("up");

        assertThat(up.errors()).endsWith("building it with Go (once, about four minutes) ...\n");
        assertThat(up.exitCode()).isZero();
        assertThat(sandbox.calls()).contains("call server start-dev");
        assertOnlyTheProgramIsCached();
    }

    @Test
    void aBuildThatFailsShowsWhy() throws IOException, InterruptedException {
        Sandbox.script(folder.resolve("bin/go"), "echo 'go: the reason' >&2\nexit 1\n");

        Sandbox.Result up = sandbox.slipway("up");

        assertThat(up.exitCode()).isEqualTo(1);
        assertThat(up.errors()).contains("go: the reason\nslipway: the Temporal dev server is missing");
        assertThat(sandbox.calls()).isEmpty();
    }

    @Test
    void oneSentenceSaysWhatToInstall() throws IOException, InterruptedException {
        Sandbox.Result up = sandbox.slipway("up");

        assertThat(up.exitCode()).isEqualTo(1);
        assertThat(up.errors())
                .endsWith("slipway: the Temporal dev server is missing and could not be fetched: install it"
                        + " (https://docs.temporal.io/cli), or Go (https://go.dev), and repeat.\n");
        assertThat(sandbox.calls()).isEmpty();
    }

    private Path cached() {
        return folder.resolve("user/.cache/slipway/temporal-1.5.1/temporal");
    }

    /** What was half fetched or half built is gone. */
    private void assertOnlyTheProgramIsCached() {
        assertThat(cached()).isExecutable();
        assertThat(cached().getParent()).isDirectoryNotContaining("regex:.*/(fetch|go)\\.\\d+");
    }

    /** An archive as the official ones are, with the stand-in in it. */
    private Path archive() throws IOException, InterruptedException {
        Path content = Files.createDirectories(folder.resolve("content"));
        Sandbox.program(content.resolve("temporal"));
        Files.writeString(content.resolve("LICENSE"), "a licence\n");
        Path archive = folder.resolve("official.tar.gz");
        int exitCode = new ProcessBuilder(
                        "tar", "-czf", archive.toString(), "-C", content.toString(), "LICENSE", "temporal")
                .inheritIO()
                .start()
                .waitFor();
        assertThat(exitCode).isZero();
        return archive;
    }

    private void expectChecksumOf(Path archive) throws IOException, NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(archive));
        Path installer = folder.resolve("launcher/temporal.sh");
        String checksum = String.format("%064x", new BigInteger(1, digest));
        Files.writeString(installer, Files.readString(installer).replaceAll("echo [0-9a-f]{64}", "echo " + checksum));
    }
}
