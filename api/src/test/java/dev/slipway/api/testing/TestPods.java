package dev.slipway.api.testing;

import dev.slipway.client.pod.PodAccess;
import dev.slipway.client.pod.PodKey;
import dev.slipway.client.pod.RegisterPod;
import dev.slipway.store.pod.PodRow;
import dev.slipway.testpods.openssh.SshLogin;
import dev.slipway.workflows.pod.PodStatus;
import java.util.List;
import java.util.Map;

/** Requests that register the homes of a real OpenSSH server as pods. */
public final class TestPods {
    private TestPods() {}

    /** A pod that was set up, and that nobody can reach. */
    public static PodRow ready(String name) {
        byte[] sealed = {0};
        return new PodRow(
                name,
                "root@host",
                sealed,
                "",
                "shell",
                "~/.slipway",
                "",
                "",
                "{}",
                null,
                true,
                "machine",
                "",
                PodStatus.READY,
                "",
                "{}",
                0,
                1,
                1);
    }

    public static RegisterPod registration(String name, SshLogin login) {
        return registration(name, login.target(), access(login, login.hostKey()));
    }

    public static RegisterPod registration(String name, String target, PodAccess access) {
        return new RegisterPod(name, target, access, "shell", "~/.slipway", "", "", Map.of(), Map.of(), false);
    }

    public static PodAccess access(SshLogin login, String hostKey) {
        return new PodAccess(
                login.user(),
                login.host(),
                login.port(),
                new PodKey(login.privateKey(), null, null),
                null,
                hostKey.isEmpty() ? List.of() : List.of(hostKey),
                List.of());
    }
}
