package dev.slipway.workflows.run;

import java.util.List;

/**
 * Answer of the {@code progress} query of every workflow.
 *
 * @param runId the run
 * @param status where it is
 * @param steps in order
 */
public record RunProgress(String runId, RunStatus status, List<Step> steps) {}
