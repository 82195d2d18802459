package dev.slipway.api.stream;

/** Makes the items of a response that goes on. Blocks as it likes. */
@FunctionalInterface
public interface Source<T> {
    /** Sends items until there are no more, or the outlet is closed. */
    void pump(Outlet<T> outlet) throws Exception;
}
