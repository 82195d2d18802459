package dev.slipway.testpods.openssh;

import dev.slipway.testpods.process.PodFolder;
import dev.slipway.testpods.process.Tool;
import java.nio.file.Path;

/**
 * A key pair on disk, made by {@code ssh-keygen}.
 *
 * @param privateKeyFile file of the private key; the public one lies beside it with the suffix {@code .pub}
 */
public record KeyPair(Path privateKeyFile) {
    /** Makes a pair in OpenSSH form; an empty pass phrase leaves it unencrypted. */
    public static KeyPair generate(Path privateKeyFile, KeyType type, String passphrase) {
        PodFolder.createParent(privateKeyFile);
        Tool.run(
                "ssh-keygen",
                "-q",
                "-t",
                type.keygenName(),
                "-N",
                passphrase,
                "-C",
                privateKeyFile.getFileName().toString(),
                "-f",
                privateKeyFile.toString());
        return new KeyPair(privateKeyFile);
    }

    /** Text of the private key file. */
    public String privateKey() {
        return PodFolder.read(privateKeyFile);
    }

    /** The public key as {@code type base64}, without its comment. */
    public String publicKey() {
        var parts = PodFolder.read(Path.of(privateKeyFile + ".pub")).strip().split(" ");
        return parts[0] + " " + parts[1];
    }
}
