package dev.slipway.api.gateway;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import org.jspecify.annotations.Nullable;

/** Tells when a caller goes away: the framework does not, before an answer has begun. */
final class Departure {
    private final @Nullable Channel channel;
    private volatile Runnable action = () -> {};
    private final ChannelFutureListener listener = _ -> action.run();

    private Departure(@Nullable Channel channel) {
        this.channel = channel;
    }

    static Departure of(HttpRequest<?> request) {
        return new Departure(
                request instanceof NettyHttpRequest<?> netty
                        ? netty.getChannelHandlerContext().channel()
                        : null);
    }

    /** Runs the action when the connection is closed, or is closed already. */
    void then(Runnable departed) {
        action = departed;
        if (channel != null) {
            channel.closeFuture().addListener(listener);
            // One more read, else the end of the connection is not noticed while nothing is written.
            channel.read();
        }
    }

    /** The request is over; its connection may serve many more. */
    void forget() {
        action = () -> {};
        if (channel != null) {
            channel.closeFuture().removeListener(listener);
        }
    }
}
