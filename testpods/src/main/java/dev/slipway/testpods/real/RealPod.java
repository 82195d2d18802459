package dev.slipway.testpods.real;

import dev.slipway.testpods.hub.LocalHub;
import dev.slipway.testpods.openssh.SshLogin;
import java.nio.file.Path;

/**
 * A running real pod.
 *
 * @param name its name
 * @param login how to reach it
 * @param hub the Hub that its {@code HF_ENDPOINT} names
 */
public record RealPod(String name, SshLogin login, LocalHub hub) {
    /** Its home folder on this machine. */
    public Path home() {
        return login.home();
    }
}
