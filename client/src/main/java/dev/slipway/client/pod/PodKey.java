package dev.slipway.client.pod;

import org.jspecify.annotations.Nullable;

/**
 * A private key. Never printed.
 *
 * @param privateKey text of the key file, OpenSSH or PEM
 * @param passphrase null when the key is not encrypted
 * @param certificate text of the OpenSSH user certificate that goes with the key, or null
 */
public record PodKey(
        String privateKey,
        @Nullable String passphrase,
        @Nullable String certificate) {
    @Override
    public String toString() {
        return "PodKey[hidden]";
    }
}
