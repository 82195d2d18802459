package dev.slipway.ssh.job;

import java.util.Set;

/** Variables that the runner sets itself: they tell which processes belong to a job. No job may set them. */
public final class ReservedVariables {
    private static final Set<String> NAMES =
            Set.of("SLIPWAY_JOB", "SLIPWAY_JOB_FOLDER", "SLIPWAY_DEPLOYMENT", "SLIPWAY_RUNNER", "SPT_NOENV");

    private ReservedVariables() {}

    public static boolean contains(String name) {
        return NAMES.contains(name);
    }
}
