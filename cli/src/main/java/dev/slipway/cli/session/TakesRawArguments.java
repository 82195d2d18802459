package dev.slipway.cli.session;

/** A command that does something with what stands behind {@code --}. */
public interface TakesRawArguments {}
