package dev.slipway.api.deployment;

/**
 * What a look at the pod showed of a deployment.
 *
 * @param status a status, or {@code UNREACHABLE}
 * @param code failure code; empty when there is none
 * @param reason one sentence; empty when there is nothing to say
 */
record Sight(String status, String code, String reason) {
    static final String UNREACHABLE = "UNREACHABLE";
}
