package dev.slipway.store.run;

import dev.slipway.store.json.Json;
import dev.slipway.workflows.run.RunKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What makes two requests the same one. */
public final class RequestHash {
    private RequestHash() {}

    /**
     * SHA-256 of kind and request, hexadecimal: the same in every process. The request has neither a run id nor a secret in
     * it, and no set, whose order differs between processes.
     */
    public static String of(RunKind kind, Object request) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest((kind + "\n" + Json.write(request)).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }
}
