package dev.slipway.ssh.connection;

import static dev.slipway.ssh.connection.CommandFailures.cause;
import static dev.slipway.ssh.connection.CommandFailures.caused;

import dev.slipway.ssh.HostAddress;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.SshException.Kind;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.OpenFailException;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;

/** One sentence for each way in which connecting fails. */
final class ConnectFailures {
    private ConnectFailures() {}

    static SshException explain(
            HostAddress hop, SshSettings settings, SSHClient client, Exception failure, boolean aborted) {
        var name = hop.display();
        if (aborted || caused(failure, SocketTimeoutException.class) || caused(failure, TimeoutException.class)) {
            return new SshException(Kind.CONNECT_TIMEOUT, silent(name, settings, client), failure);
        }
        var refusal = cause(failure, OpenFailException.class);
        if (refusal != null) {
            return throughJump(hop, refusal);
        }
        if (failure instanceof UserAuthException && !lost(failure)) {
            return authentication(hop, client, failure);
        }
        return explainNetwork(hop, failure);
    }

    private static SshException explainNetwork(HostAddress hop, Exception failure) {
        var name = hop.display();
        if (caused(failure, UnknownHostException.class) || caused(failure, UnresolvedAddressException.class)) {
            return new SshException(
                    Kind.UNKNOWN_HOST, "There is no host of the name %s.".formatted(hop.host()), failure);
        }
        if (caused(failure, NoRouteToHostException.class) || text(failure).contains("unreachable")) {
            return new SshException(
                    Kind.CONNECT_TIMEOUT, "There is no way to %s in the network.".formatted(name), failure);
        }
        if (caused(failure, ConnectException.class)) {
            return connect(name, failure);
        }
        if (text(failure).contains("settlement") || text(failure).contains("sshv2")) {
            return new SshException(
                    Kind.PROTOCOL, "%s and Slipway have no way of talking in common.".formatted(name), failure);
        }
        if (text(failure).contains("certificate check failed")) {
            return new SshException(
                    Kind.HOST_KEY_REJECTED, "The host certificate of %s is not valid for it.".formatted(name), failure);
        }
        return new SshException(
                Kind.CONNECTION_LOST, "%s closed the connection before it was ready.".formatted(name), failure);
    }

    private static SshException connect(String name, Exception failure) {
        if (text(failure).contains("timed out")) {
            return new SshException(Kind.CONNECT_TIMEOUT, "%s does not answer.".formatted(name), failure);
        }
        return new SshException(Kind.CONNECTION_REFUSED, "%s refuses the connection.".formatted(name), failure);
    }

    private static String silent(String name, SshSettings settings, SSHClient client) {
        var socket = client.getSocket();
        if (socket != null && !socket.isConnected()) {
            var seconds = settings.connectTimeout().toSeconds();
            return "%s did not answer within %d s.".formatted(name, Math.max(1, seconds));
        }
        return "%s took the connection, but did not finish greeting, key exchange and authentication in time."
                .formatted(name);
    }

    /** The jump has tried to connect, and says what it met. */
    private static SshException throughJump(HostAddress hop, OpenFailException refusal) {
        var name = hop.display();
        var jump = hop.jumps().getLast().display();
        var said = text(refusal);
        if (refusal.getReason() == OpenFailException.Reason.ADMINISTRATIVELY_PROHIBITED) {
            return new SshException(
                    Kind.FORWARDING_REFUSED,
                    "The jump %s does not allow forwarding to %s.".formatted(jump, name),
                    refusal);
        }
        if (said.contains("name") || said.contains("unknown host")) {
            return new SshException(
                    Kind.UNKNOWN_HOST,
                    "The jump %s knows no host of the name %s.".formatted(jump, hop.host()),
                    refusal);
        }
        if (said.contains("timed out")) {
            return new SshException(
                    Kind.CONNECT_TIMEOUT, "%s does not answer to the jump %s.".formatted(name, jump), refusal);
        }
        return new SshException(
                Kind.CONNECTION_REFUSED, "%s refuses the connection from the jump %s.".formatted(name, jump), refusal);
    }

    private static SshException authentication(HostAddress hop, SSHClient client, Exception failure) {
        var offered = String.join(", ", client.getUserAuth().getAllowedMethods());
        var what = hop.identity() == null ? "needs a key, and none was given" : "does not accept the key";
        var ways = offered.isEmpty() ? "" : " (it accepts: " + offered + ")";
        return new SshException(Kind.AUTHENTICATION_FAILED, "%s %s%s.".formatted(hop.display(), what, ways), failure);
    }

    private static boolean lost(Exception failure) {
        var transport = cause(failure, TransportException.class);
        return caused(failure, SocketException.class)
                || (transport != null && text(transport).contains("broken transport"));
    }

    private static String text(Throwable thrown) {
        return String.valueOf(thrown.getMessage()).toLowerCase(Locale.ROOT);
    }
}
