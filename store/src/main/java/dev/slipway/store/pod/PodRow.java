package dev.slipway.store.pod;

import dev.slipway.workflows.pod.PodStatus;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import org.jspecify.annotations.Nullable;

/** A pod. Sealed columns are ciphertext; JSON columns are text; times are epoch milliseconds. */
@MappedEntity("pod")
public record PodRow(
        @Id String name,
        String target,
        byte[] accessSealed,
        String hostKey,
        String sshMode,
        String root,
        String mountCommand,
        String modelsPath,
        String environment,
        @jakarta.annotation.Nullable byte @Nullable [] secretsSealed,
        boolean shared,
        String fingerprint,
        String bootIdentity,
        PodStatus status,
        String reason,
        String facts,
        long factsAt,
        long createdAt,
        long updatedAt) {
    /** What its sealed access is bound to. */
    public static String accessContext(String pod) {
        return "pod/" + pod + "/access";
    }

    /** What its sealed secret variables are bound to. */
    public static String secretsContext(String pod) {
        return "pod/" + pod + "/secrets";
    }

    /** What ports are leased under: two names may lead to one machine. One that was never reached counts as its own. */
    public String machine() {
        return fingerprint.isEmpty() ? "pod/" + name : fingerprint;
    }

    /** Without the sealed columns. */
    @Override
    public String toString() {
        return "PodRow[" + name + "]";
    }
}
