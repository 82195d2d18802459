package dev.slipway.api.run;

import dev.slipway.store.json.Json;
import dev.slipway.workflows.run.RunKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A long operation that somebody asked for.
 *
 * @param kind what it does
 * @param pod pod that it works on; may be empty
 * @param model model that it works on; may be empty
 * @param deployment deployment that it works on; may be empty
 * @param workflowId business id: the same for requests that would be in each other's way
 * @param request what was asked for, without a run id and without a secret; equal ones are the same request
 * @param summary one line for the Temporal Web UI
 */
public record Operation(
        RunKind kind, String pod, String model, String deployment, String workflowId, Object request, String summary) {
    String requestJson() {
        return Json.write(request);
    }

    /** SHA-256 of kind and request, hexadecimal. */
    String hash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest((kind + "\n" + requestJson()).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }
}
