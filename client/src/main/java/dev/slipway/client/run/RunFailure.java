package dev.slipway.client.run;

/**
 * Why a run failed.
 *
 * @param code failure code, a row of {@code docs/failures.md}
 * @param message one sentence that names the thing that failed
 * @param remedy what the user can do, in one sentence
 * @param status HTTP status with which a request that fails so is answered
 */
public record RunFailure(String code, String message, String remedy, int status) {}
