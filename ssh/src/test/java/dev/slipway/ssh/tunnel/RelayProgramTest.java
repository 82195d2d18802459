package dev.slipway.ssh.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each relay program as a process between two ends. */
@Timeout(120)
class RelayProgramTest {
    @ParameterizedTest
    @EnumSource(RelayProgram.class)
    void relaysARequestAndItsAnswerAndEnds(RelayProgram program) throws Exception {
        requireThat(program);
        try (var listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var request = new byte[2][];
            var pod = Thread.ofVirtual().start(() -> serve(listener, request));
            var relay = start(program, listener.getLocalPort());
            relay.getOutputStream().write("request\n".getBytes(StandardCharsets.UTF_8));
            relay.getOutputStream().flush();
            var answer = relay.getInputStream().readAllBytes();
            pod.join();
            assertThat(request[0]).asString(StandardCharsets.UTF_8).isEqualTo("request\n");
            assertThat(answer).hasSize(500_000);
            assertThat(relay.waitFor(30, TimeUnit.SECONDS))
                    .as("it ends when the pod's side does")
                    .isTrue();
            relay.getOutputStream().close();
        }
    }

    @ParameterizedTest
    @EnumSource(RelayProgram.class)
    void theEndOfTheClientReachesThePodAndEndsIt(RelayProgram program) throws Exception {
        requireThat(program);
        try (var listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var relay = start(program, listener.getLocalPort());
            try (var pod = listener.accept()) {
                pod.setSoTimeout(30_000);
                relay.getOutputStream().write('x');
                relay.getOutputStream().flush();
                assertThat(pod.getInputStream().read()).isEqualTo('x');
                relay.getOutputStream().close();
                assertThat(pod.getInputStream().read())
                        .as("the pod learns of it")
                        .isEqualTo(-1);
            }
            assertThat(relay.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void theSearchFindsTheBestThatIsThere() throws Exception {
        var found = new ProcessBuilder("sh", "-c", RelayProgram.search()).start();
        var name = new String(found.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(isHere(RelayProgram.valueOf(name))).isTrue();
        assertThat(List.of(RelayProgram.values()).stream()
                        .filter(RelayProgramTest::isHere)
                        .findFirst())
                .contains(RelayProgram.valueOf(name));
    }

    private static Process start(RelayProgram program, int port) throws IOException {
        return new ProcessBuilder("sh", "-c", program.script(), "slipway", Integer.toString(port))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void serve(ServerSocket listener, byte[][] request) {
        try (var client = listener.accept()) {
            request[0] = client.getInputStream().readNBytes(8);
            client.getOutputStream().write(new byte[500_000]);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void requireThat(RelayProgram program) {
        assertThat(isHere(program))
                .as("%s is on this machine (.ci/install installs it on Debian)", program)
                .isTrue();
    }

    private static boolean isHere(RelayProgram program) {
        try {
            return new ProcessBuilder("sh", "-c", program.test() + " >/dev/null 2>&1")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
