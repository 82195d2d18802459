package dev.slipway.activities.pod;

import dev.slipway.ssh.Command;
import dev.slipway.workflows.pod.FactsRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The script that finds everything out, as a command. */
final class FactsScript {
    /** Its own deadlines (20 s a question to nvidia-smi, 300 s for the import), and some more. */
    private static final Duration TIMEOUT = Duration.ofSeconds(400);

    static final String TEXT = LookScripts.joined("say.sh", "facts.sh", "gpus.sh");

    private FactsScript() {}

    /**
     * The command.
     *
     * @param root absolute folder of Slipway's state
     * @param environment plain variables of the pod: where the Hub's cache is, and what the import needs
     */
    static Command command(String root, FactsRequest request, Map<String, String> environment) {
        var arguments = new ArrayList<String>();
        arguments.add("env");
        environment.forEach((name, value) -> arguments.add(name + "=" + value));
        arguments.addAll(List.of("sh", "-c", TEXT, "slipway-facts"));
        arguments.addAll(List.of(root, request.runtime(), request.modelsPath(), request.mountPoint()));
        return new Command(arguments, new byte[0], TIMEOUT, Command.DEFAULT_OUTPUT_LIMIT);
    }
}
