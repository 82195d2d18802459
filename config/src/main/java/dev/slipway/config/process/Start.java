package dev.slipway.config.process;

import io.micronaut.context.env.Environment;
import io.micronaut.runtime.Micronaut;
import java.util.Optional;
import java.util.function.Function;

/** A start that ends in one sentence on standard error where the framework would log a stack trace. */
final class Start extends Micronaut {
    /** Exit status when something that the process needs is not there. */
    static final int UNAVAILABLE = 1;

    private final Function<Throwable, Optional<String>> sentences;

    Start(Function<Throwable, Optional<String>> sentences) {
        this.sentences = sentences;
    }

    @Override
    protected void handleStartupException(Environment environment, Throwable thrown) {
        sentences.apply(thrown).ifPresent(sentence -> {
            System.err.println(sentence);
            System.exit(UNAVAILABLE);
        });
        super.handleStartupException(environment, thrown);
    }
}
