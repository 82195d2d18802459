package dev.slipway.ssh.connection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.schmizz.keepalive.KeepAliveProvider;
import net.schmizz.keepalive.KeepAliveRunner;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.DefaultConfig;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.common.SecurityUtils;
import net.schmizz.sshj.signature.Signature;
import net.schmizz.sshj.signature.SignatureRSA;

/** The library, tuned as measured: see docs/adr/0002-ssh-over-sshj.md. */
final class SshjLibrary {
    static {
        // The JDK's own ciphers are 4 to 7 times faster; must be said before the library's first use.
        SecurityUtils.setRegisterBouncyCastle(false);
        EcdsaName.register();
    }

    /** One for all connections: making one tries out 33 ciphers. */
    static final Config CONFIG = config();

    private SshjLibrary() {}

    /** A client that is not connected yet. */
    static SSHClient client(SshSettings settings, StallGuard guard) {
        var client = new SSHClient(CONFIG);
        client.setSocketFactory(guard);
        client.setConnectTimeout(Math.toIntExact(settings.connectTimeout().toMillis()));
        client.setTimeout(Math.toIntExact(settings.handshakeTimeout().toMillis()));
        client.getTransport()
                .setTimeoutMs(Math.toIntExact(settings.handshakeTimeout().toMillis()));
        client.getConnection()
                .setTimeoutMs(Math.toIntExact(settings.channelTimeout().toMillis()));
        // Before connect(): the thread that asks starts there.
        var keepAlive = (KeepAliveRunner) client.getConnection().getKeepAlive();
        keepAlive.setKeepAliveInterval(
                Math.toIntExact(settings.keepAliveInterval().toSeconds()));
        keepAlive.setMaxAliveCount(settings.keepAliveMisses());
        return client;
    }

    private static Config config() {
        var config = new DefaultConfig();
        config.setLoggerFactory(new QuietLoggers());
        config.setKeepAliveProvider(KeepAliveProvider.KEEP_ALIVE);
        config.setCipherFactories(aesGcmFirst(config.getCipherFactories()));
        config.setKeyExchangeFactories(without(config.getKeyExchangeFactories(), ".*-sha1"));
        config.setMACFactories(without(config.getMACFactories(), ".*(sha1|md5|ripemd).*"));
        var keys = new ArrayList<>(without(config.getKeyAlgorithms(), "ssh-(rsa|dss).*"));
        keys.add(rsaCertificate("rsa-sha2-512", "SHA512withRSA"));
        keys.add(rsaCertificate("rsa-sha2-256", "SHA256withRSA"));
        config.setKeyAlgorithms(keys);
        return config;
    }

    private static <T extends Factory.Named<?>> List<T> without(List<T> factories, String pattern) {
        return factories.stream()
                .filter(factory -> !factory.getName().matches(pattern))
                .toList();
    }

    private static <T extends Factory.Named<?>> List<T> aesGcmFirst(List<T> factories) {
        return factories.stream()
                .filter(factory -> factory.getName().matches("aes(128|192|256)-(gcm@openssh\\.com|ctr)"))
                .sorted(Comparator.comparing(factory -> !factory.getName().contains("gcm")))
                .toList();
    }

    /** The library knows RSA certificates with SHA-1 signatures only, which OpenSSH refuses since 8.8. */
    private static Factory.Named<com.hierynomus.sshj.key.KeyAlgorithm> rsaCertificate(String name, String algorithm) {
        var signature = new Factory.Named<Signature>() {
            @Override
            public Signature create() {
                return new SignatureRSA(algorithm, KeyType.RSA_CERT, name);
            }

            @Override
            public String getName() {
                return name;
            }
        };
        return new com.hierynomus.sshj.key.KeyAlgorithms.Factory(
                name + "-cert-v01@openssh.com", signature, KeyType.RSA_CERT);
    }
}
