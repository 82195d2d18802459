package dev.slipway.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that cannot start says why in one sentence on standard error, and ends. */
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

    private void assertEnds(int status, Map<String, String> environment, String sentence) throws Exception {
        Path out = home.resolve("out");
        Path err = home.resolve("err");
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ApiMain.class.getName())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SLIPWAY_"));
        builder.environment().put("SLIPWAY_HOME", home.resolve("state").toString());
        builder.environment().put("SLIPWAY_API_PORT", Integer.toString(closedPort()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(text(err)).isEqualTo(status);
        assertThat(text(err).lines().filter(line -> !line.startsWith("WARNING:")))
                .singleElement()
                .asString()
                .contains(sentence);
        assertThat(text(err) + text(out)).doesNotContain("\tat ", "Exception", "hunter2");
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
