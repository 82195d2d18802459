package dev.slipway.workflows.run;

/** What a run does. The name is the value of the search attribute {@code SlipwayKind}. */
public enum RunKind {
    SET_UP,
    DOWNLOAD,
    VERIFY,
    REMOVE,
    START,
    STOP,
    RESTART
}
