package dev.slipway.ssh.connection;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyFactorySpi;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;

/**
 * Lets the JDK's factory for {@code EC} keys be found under the name {@code ECDSA} too.
 *
 * <p>The library asks for that name, which only Bouncy Castle knows; without it no ECDSA key works, of hosts or of users.
 */
public final class EcdsaName extends Provider {
    private static final long serialVersionUID = 1L;

    private EcdsaName() {
        super("SlipwayEcdsaName", "1", "KeyFactory ECDSA, which is the JDK's EC");
        put("KeyFactory.ECDSA", Factory.class.getName());
    }

    /** Adds it behind all others, once. */
    static void register() {
        Security.addProvider(new EcdsaName());
    }

    /** The JDK's factory; public, since providers are loaded by reflection. */
    public static final class Factory extends KeyFactorySpi {
        private final KeyFactory jdk;

        /** Called by {@link KeyFactory}. */
        public Factory() throws NoSuchAlgorithmException {
            this.jdk = KeyFactory.getInstance("EC");
        }

        @Override
        protected PublicKey engineGeneratePublic(KeySpec spec) throws InvalidKeySpecException {
            return jdk.generatePublic(spec);
        }

        @Override
        protected PrivateKey engineGeneratePrivate(KeySpec spec) throws InvalidKeySpecException {
            return jdk.generatePrivate(spec);
        }

        @Override
        protected <T extends KeySpec> T engineGetKeySpec(Key key, Class<T> spec) throws InvalidKeySpecException {
            return jdk.getKeySpec(key, spec);
        }

        @Override
        protected Key engineTranslateKey(Key key) throws InvalidKeyException {
            return jdk.translateKey(key);
        }
    }
}
