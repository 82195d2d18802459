package dev.slipway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.client.JsonCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that starts logs as it was told to; one that cannot says why in one sentence on standard error, and ends. */
@Tag("real")
@Timeout(120)
class StartTest {
    @TempDir
    private Path home;

    @Test
    void anUnknownSettingIsNamed() throws Exception {
        assertEnds(2, Map.of("SLIPWAY_NO_SUCH_SETTING", "1"), "SLIPWAY_NO_SUCH_SETTING");
    }

    @Test
    void aWrongValueIsNamedWithItsSetting() throws Exception {
        assertEnds(2, Map.of("SLIPWAY_API_PORT", "many"), "SLIPWAY_API_PORT");
    }

    @Test
    void aDatabaseThatIsDownIsNamedWithoutItsPassword() throws Exception {
        String url = "jdbc:postgresql://127.0.0.1:" + closedPort() + "/slipway";

        assertEnds(
                1,
                Map.of("SLIPWAY_DATABASE_URL", url + "?password=hunter2", "SLIPWAY_DATABASE_PASSWORD", "hunter2"),
                "The database at " + url + " cannot be used");
    }

    @Test
    void theLogIsJsonOnRequestAndStandsInAFileToo() throws Exception {
        int port = closedPort();
        Path file = home.resolve("api.log");
        Process process = start(Map.of(
                "SLIPWAY_API_PORT",
                Integer.toString(port),
                "SLIPWAY_LOG_FORMAT",
                "json",
                "SLIPWAY_LOG_LEVEL",
                "info",
                "SLIPWAY_LOG_FILE",
                file.toString()));
        try {
            await().atMost(Duration.ofMinutes(1)).until(() -> !process.isAlive() || listens(port));
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(text(home.resolve("out")).lines())
                .as(text(home.resolve("err")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(JsonCodec.read(line, Object.class))
                        .asInstanceOf(InstanceOfAssertFactories.MAP)
                        .containsKeys("timestamp", "level", "loggerName", "message"));
        assertThat(text(file)).isEqualTo(text(home.resolve("out")));
    }

    private void assertEnds(int status, Map<String, String> environment, String sentence) throws Exception {
        Process process = start(environment);
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String out = text(home.resolve("out"));
        String err = text(home.resolve("err"));
        assertThat(process.exitValue()).as(err).isEqualTo(status);
        assertThat(err.lines().filter(line -> !line.startsWith("WARNING:")))
                .singleElement()
                .asString()
                .contains(sentence);
        assertThat(err + out).doesNotContain("\tat ", "Exception", "hunter2");
    }

    /** Starts the API; what it prints goes to the files out and err. */
    private Process start(Map<String, String> environment) throws IOException {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ApiMain.class.getName())
                .redirectOutput(home.resolve("out").toFile())
                .redirectError(home.resolve("err").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SLIPWAY_"));
        builder.environment().put("SLIPWAY_HOME", home.resolve("state").toString());
        builder.environment().put("SLIPWAY_API_PORT", Integer.toString(closedPort()));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static boolean listens(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
