package dev.slipway.store.database;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.annotation.ContextConfigurer;

/**
 * Keeps H2's automatic server on the loopback. The driver reads the property once, when its first class is loaded, so this
 * runs in every process that has the store on its class path, before any bean exists.
 */
@ContextConfigurer
public final class H2OnLoopback implements ApplicationContextConfigurer {
    private static final String BIND_ADDRESS = "h2.bindAddress";

    @Override
    public void configure(ApplicationContextBuilder builder) {
        if (System.getProperty(BIND_ADDRESS) == null) {
            System.setProperty(BIND_ADDRESS, "127.0.0.1");
        }
    }
}
