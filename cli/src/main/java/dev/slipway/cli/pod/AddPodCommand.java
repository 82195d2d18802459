package dev.slipway.cli.pod;

import dev.slipway.cli.session.Session;
import dev.slipway.client.pod.Pod;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code slipway pods add}. */
@Command(
        name = "add",
        description =
                "Registers a pod: user@host, user@host:port, ssh://user@host:port, a host of ~/.ssh/config, or a quoted ssh command line.")
final class AddPodCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "NAME", description = "Name of the pod.")
    String name = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "SSH", description = "How it is reached.")
    List<String> target = List.of();

    @Mixin
    PodOptions options = new PodOptions();

    AddPodCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Pod pod = new PodTarget(session).register(name, String.join(" ", target), options);
        return session.show(pod, () -> {
            session.screen().line(pod.name() + " is " + pod.address() + ", host key " + pod.hostKeyFingerprint() + ".");
            session.screen().line("Next: slipway pods setup " + pod.name());
        });
    }
}
