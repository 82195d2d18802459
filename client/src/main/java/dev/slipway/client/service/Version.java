package dev.slipway.client.service;

/**
 * Versions of what answers.
 *
 * @param version of Slipway
 * @param java of the runtime that the API runs on
 * @param temporalSdk of the Temporal SDK
 * @param temporalServer of the Temporal server; empty while it cannot be reached
 */
public record Version(String version, String java, String temporalSdk, String temporalServer) {}
