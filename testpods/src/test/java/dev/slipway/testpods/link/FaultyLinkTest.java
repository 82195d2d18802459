package dev.slipway.testpods.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FaultyLinkTest {
    /** Answers every connection with what it says. */
    private static ServerSocket echo() throws IOException {
        var listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    var socket = listener.accept();
                    Thread.ofVirtual().start(() -> {
                        try (socket) {
                            socket.getInputStream().transferTo(socket.getOutputStream());
                        } catch (IOException ended) {
                            // The client went away.
                        }
                    });
                }
            } catch (IOException closed) {
                // The test is over.
            }
        });
        return listener;
    }

    private static Socket connect(FaultyLink link) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), link.port());
        socket.setSoTimeout(300);
        return socket;
    }

    private static int sayAndHear(Socket socket, int value) throws IOException {
        socket.getOutputStream().write(value);
        return socket.getInputStream().read();
    }

    @Test
    void passesOnFreezesAndThaws() throws Exception {
        try (var server = echo();
                var link = FaultyLink.to(server.getLocalPort());
                var socket = connect(link)) {
            assertThat(sayAndHear(socket, 1)).isEqualTo(1);
            link.freeze();
            assertThatThrownBy(() -> sayAndHear(socket, 2)).isInstanceOf(SocketTimeoutException.class);
            link.thaw();
            socket.setSoTimeout(5000);
            assertThat(socket.getInputStream().read()).isEqualTo(2);
        }
    }

    @Test
    void refusesAndDrops() throws Exception {
        try (var server = echo();
                var link = FaultyLink.to(server.getLocalPort());
                var socket = connect(link)) {
            assertThat(sayAndHear(socket, 1)).isEqualTo(1);
            link.refuse();
            assertThatThrownBy(() -> connect(link)).isInstanceOf(ConnectException.class);
            assertThat(sayAndHear(socket, 2)).isEqualTo(2);
            link.drop();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            link.accept();
            try (var again = connect(link)) {
                assertThat(sayAndHear(again, 3)).isEqualTo(3);
            }
        }
    }
}
