package dev.slipway.ssh.identity;

import java.security.PrivateKey;
import java.security.PublicKey;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;

/** A key that was read; its public half is a certificate where one was given. Never printed. */
record LoadedKey(PrivateKey privateKey, PublicKey publicKey, KeyType type) implements KeyProvider {
    @Override
    public PrivateKey getPrivate() {
        return privateKey;
    }

    @Override
    public PublicKey getPublic() {
        return publicKey;
    }

    @Override
    public KeyType getType() {
        return type;
    }

    @Override
    public String toString() {
        return "LoadedKey[" + type + "]";
    }
}
