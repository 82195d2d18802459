package dev.slipway.client;

import java.util.Objects;

/**
 * A problem as RFC 9457 has it, with Slipway's two members. Media type {@code application/problem+json}.
 *
 * @param type {@code about:blank}, or the address of a page that explains the code
 * @param title the code in words
 * @param status HTTP status
 * @param detail what went wrong here, in one sentence
 * @param code failure code, a row of {@code docs/failures.md}
 * @param remedy what the user can do, in one sentence
 * @param instance path of the request
 */
public record Problem(
        String type, String title, int status, String detail, String code, String remedy, String instance) {
    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        type = Objects.requireNonNullElse(type, "about:blank");
        title = Objects.requireNonNullElse(title, "");
        detail = Objects.requireNonNullElse(detail, title);
        code = Objects.requireNonNullElse(code, "");
        remedy = Objects.requireNonNullElse(remedy, "");
        instance = Objects.requireNonNullElse(instance, "");
    }
}
