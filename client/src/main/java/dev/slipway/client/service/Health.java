package dev.slipway.client.service;

import java.util.Map;
import java.util.Objects;

/**
 * Health of the service.
 *
 * @param status {@code UP} when every part is
 * @param version of the API process
 * @param parts by name: {@code database}, {@code temporal}, {@code worker}
 */
public record Health(String status, String version, Map<String, Part> parts) {
    public Health {
        parts = Map.copyOf(Objects.requireNonNullElse(parts, Map.of()));
    }

    public boolean up() {
        return status.equals("UP");
    }

    /**
     * Health of one part.
     *
     * @param status {@code UP} or {@code DOWN}
     * @param detail one sentence
     */
    public record Part(String status, String detail) {}
}
