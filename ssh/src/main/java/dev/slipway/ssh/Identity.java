package dev.slipway.ssh;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A private key in OpenSSH or PEM form, and its pass phrase. Never printed.
 *
 * @param privateKey the text of the key file
 * @param passphrase null when the key is not encrypted
 * @param certificate the text of an OpenSSH user certificate that goes with the key, or null
 */
public record Identity(
        String privateKey,
        char @Nullable [] passphrase,
        @Nullable String certificate) {
    @Override
    public String toString() {
        return "Identity[hidden]";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Identity that
                && privateKey.equals(that.privateKey)
                && Arrays.equals(passphrase, that.passphrase)
                && Objects.equals(certificate, that.certificate);
    }

    @Override
    public int hashCode() {
        return privateKey.hashCode();
    }
}
