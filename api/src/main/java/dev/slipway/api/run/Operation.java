package dev.slipway.api.run;

import dev.slipway.store.json.Json;
import dev.slipway.store.run.RequestHash;
import dev.slipway.workflows.run.RunKind;

/**
 * A long operation that somebody asked for.
 *
 * @param kind what it does
 * @param pod pod that it works on; may be empty
 * @param model model that it works on; may be empty
 * @param deployment deployment that it works on; may be empty
 * @param workflowId business id: the same for requests that would be in each other's way
 * @param request what was asked for, a record without a run id and without a secret; equal ones are the same request
 * @param summary one line for the Temporal Web UI
 */
public record Operation(
        RunKind kind, String pod, String model, String deployment, String workflowId, Object request, String summary) {
    String requestJson() {
        return Json.write(request);
    }

    /** Equal ones are the same request, whichever process was asked. */
    String hash() {
        return RequestHash.of(kind, request);
    }
}
