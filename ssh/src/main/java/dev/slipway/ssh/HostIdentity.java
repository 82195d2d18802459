package dev.slipway.ssh;

/**
 * What a connection learned of the server.
 *
 * @param hostKey the key it showed, in {@code known_hosts} form ({@code ssh-ed25519 AAAA...})
 * @param fingerprint {@code SHA256:...} of that key
 * @param serverVersion identification string, for example {@code SSH-2.0-OpenSSH_9.2p1}
 */
public record HostIdentity(String hostKey, String fingerprint, String serverVersion) {}
