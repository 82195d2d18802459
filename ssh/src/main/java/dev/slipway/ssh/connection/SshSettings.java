package dev.slipway.ssh.connection;

import java.time.Duration;

/**
 * How connections behave.
 *
 * @param connectTimeout for the TCP connection of each hop
 * @param handshakeTimeout for greeting, key exchange and authentication of each hop
 * @param channelTimeout for opening a channel, retries included, where the command's own deadline is not shorter
 * @param keepAliveInterval pause between two questions to the server; whole seconds, at least one
 * @param keepAliveMisses unanswered questions after which the connection counts as lost
 * @param idleTimeout a connection that nobody used for so long is closed
 * @param channelsPerConnection sessions at a time on one connection; OpenSSH allows 10 by default, but reclaims closed
 *     ones so late that it refuses from the sixth on
 */
public record SshSettings(
        Duration connectTimeout,
        Duration handshakeTimeout,
        Duration channelTimeout,
        Duration keepAliveInterval,
        int keepAliveMisses,
        Duration idleTimeout,
        int channelsPerConnection) {
    /** What a process is told of its connections; the rest is as it was measured to be best. */
    public static SshSettings of(Duration connectTimeout, Duration idleTimeout) {
        return new SshSettings(
                connectTimeout,
                Duration.ofSeconds(15),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                4,
                idleTimeout,
                5);
    }

    public SshSettings {
        requirePositive(connectTimeout, "connectTimeout");
        requirePositive(handshakeTimeout, "handshakeTimeout");
        requirePositive(channelTimeout, "channelTimeout");
        requirePositive(idleTimeout, "idleTimeout");
        if (keepAliveInterval.toSeconds() < 1 || keepAliveMisses < 1 || channelsPerConnection < 1) {
            throw new IllegalArgumentException(
                    "keepAliveInterval (seconds), keepAliveMisses and channelsPerConnection are 1 or more");
        }
    }

    /** Silence after which a connection counts as lost. */
    Duration lostAfter() {
        return keepAliveInterval.multipliedBy(keepAliveMisses);
    }

    private static void requirePositive(Duration duration, String name) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException(name + " must be longer than nothing");
        }
    }
}
