package dev.slipway.api.pod;

import dev.slipway.api.problem.ApiProblem;
import dev.slipway.api.request.InputRules;
import dev.slipway.client.pod.PodAccess;
import dev.slipway.client.pod.PodKey;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.access.StoredAccess;
import dev.slipway.ssh.hostkey.HostKey;
import dev.slipway.workflows.failure.FailureCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way to a pod as it was sent, checked, in the form that is stored. */
final class AccessForms {
    private static final int KEY_LIMIT = 65_536;
    private static final int MOST_JUMPS = 8;

    private AccessForms() {}

    static StoredAccess stored(@Nullable PodAccess given) {
        PodAccess access = InputRules.present("access", given);
        if (access.jumps().size() > MOST_JUMPS) {
            throw InputRules.invalid("A pod is reached through at most " + MOST_JUMPS + " jumps.");
        }
        PodKey key = access.key();
        return new StoredAccess(
                target("user", access.user()),
                target("host", access.host()),
                InputRules.range("port", access.port(), 1, 65_535),
                key == null
                        ? null
                        : InputRules.text("key", InputRules.present("privateKey", key.privateKey()), KEY_LIMIT),
                key == null ? null : key.passphrase(),
                key == null ? null : key.certificate(),
                access.identityOnServer(),
                hostKeys(access.hostKeys()),
                access.jumps().stream().map(AccessForms::stored).toList());
    }

    /** Keys as {@code known_hosts} has them. */
    static List<String> hostKeys(List<String> keys) {
        for (String key : keys) {
            try {
                HostKey.parse(key);
            } catch (SshException e) {
                throw InputRules.invalid("Each of the hostKeys must be of the form ssh-ed25519 AAAA….");
            }
        }
        return keys;
    }

    /** Part of a target: never an option, never with a blank or a control character. */
    private static String target(String part, @Nullable String text) {
        if (text == null || text.isEmpty() || text.startsWith("-") || !text.matches("[^\\s\\p{Cntrl}@'\"`$;&|<>()]+")) {
            throw new ApiProblem(FailureCode.TARGET_INVALID, "The " + part + " of the target cannot be understood.");
        }
        return text;
    }
}
