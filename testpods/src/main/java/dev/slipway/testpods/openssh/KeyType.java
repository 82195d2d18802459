package dev.slipway.testpods.openssh;

/** Kinds of keys that {@code ssh-keygen} makes. */
public enum KeyType {
    ED25519("ed25519"),
    ECDSA("ecdsa"),
    RSA("rsa");

    private final String keygenName;

    KeyType(String keygenName) {
        this.keygenName = keygenName;
    }

    /** The name for {@code ssh-keygen -t}. */
    public String keygenName() {
        return keygenName;
    }
}
