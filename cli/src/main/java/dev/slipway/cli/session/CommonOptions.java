package dev.slipway.cli.session;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options that every command takes. */
public final class CommonOptions {
    /** Forms of a result. */
    public enum Output {
        text,
        json
    }

    @Option(
            names = "--server",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "API to talk to (SLIPWAY_SERVER); the local one by default.")
    @Nullable
    String server;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            scope = ScopeType.INHERIT,
            description = "Access token; better given as SLIPWAY_TOKEN. The local one is found by itself.")
    @Nullable
    String token;

    @Option(
            names = "--pod",
            paramLabel = "POD",
            scope = ScopeType.INHERIT,
            description = "Pod to work on; the active one by default.")
    @Nullable
    String pod;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            scope = ScopeType.INHERIT,
            description = "Form of the result: text (default) or json.")
    Output output = Output.text;
}
