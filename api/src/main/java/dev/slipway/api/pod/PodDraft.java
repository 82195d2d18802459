package dev.slipway.api.pod;

import dev.slipway.api.request.InputRules;
import dev.slipway.client.pod.RegisterPod;
import dev.slipway.config.secret.SecretBox;
import dev.slipway.ssh.access.StoredAccess;
import dev.slipway.store.json.Json;
import dev.slipway.store.pod.PodRow;
import dev.slipway.workflows.pod.PodStatus;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pod that was asked for, checked.
 *
 * @param access the way to it
 */
record PodDraft(RegisterPod request, StoredAccess access) {
    private static final int TARGET_LIMIT = 1000;
    private static final int COMMAND_LIMIT = 4000;

    static PodDraft of(RegisterPod request) {
        InputRules.name("name", request.name());
        target(InputRules.present("target", request.target()));
        InputRules.oneOf("sshMode", request.sshMode(), "shell");
        InputRules.folder("root", request.root());
        mount(request.mount());
        modelsPath(request.modelsPath());
        InputRules.plainEnvironment(request.environment());
        InputRules.environment(request.secretEnvironment());
        return new PodDraft(request, AccessForms.stored(request.access()));
    }

    static String target(String target) {
        return InputRules.text("target", target, TARGET_LIMIT);
    }

    static String mount(String command) {
        return InputRules.text("mount", command, COMMAND_LIMIT);
    }

    static String modelsPath(String path) {
        return path.isEmpty() ? path : InputRules.folder("modelsPath", path);
    }

    static byte @Nullable [] seal(String pod, Map<String, String> secrets, SecretBox box) {
        return secrets.isEmpty() ? null : box.sealText(PodRow.secretsContext(pod), Json.write(secrets));
    }

    String name() {
        return request.name();
    }

    PodRow row(SecretBox box, String hostKey, String fingerprint, String bootIdentity, long now) {
        return new PodRow(
                name(),
                request.target(),
                box.seal(PodRow.accessContext(name()), access.toBytes()),
                hostKey,
                request.sshMode(),
                request.root(),
                request.mount(),
                request.modelsPath(),
                Json.write(request.environment()),
                seal(name(), request.secretEnvironment(), box),
                request.shared(),
                fingerprint,
                bootIdentity,
                PodStatus.NEW,
                "",
                "{}",
                0,
                now,
                now);
    }
}
