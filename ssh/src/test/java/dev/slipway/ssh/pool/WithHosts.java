package dev.slipway.ssh.pool;

import dev.slipway.ssh.HostAddress;
import dev.slipway.ssh.RemoteHost;
import dev.slipway.ssh.RemoteHosts.Purpose;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.SshException.Kind;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** A fresh pool for each test. */
@Timeout(180)
abstract class WithHosts {
    final SshjHosts hosts = new SshjHosts(Reach.QUICK);

    @AfterEach
    final void closeHosts() {
        hosts.close();
    }

    final RemoteHost control(HostAddress address) {
        return hosts.host(address, Purpose.CONTROL);
    }

    /** Asserts the kind, and that the message is one sentence. */
    static SshException failure(Kind kind, ThrowingCallable call) {
        var thrown = Assertions.catchThrowableOfType(SshException.class, call);
        Assertions.assertThat(thrown).as("an SshException of kind %s", kind).isNotNull();
        Assertions.assertThat(thrown.kind()).as(thrown.getMessage()).isEqualTo(kind);
        Assertions.assertThat(thrown).hasMessageEndingWith(".").hasMessageNotContainingAny("\n", "null", "Exception");
        return thrown;
    }

    static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }
}
