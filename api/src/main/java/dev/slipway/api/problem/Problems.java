package dev.slipway.api.problem;

import dev.slipway.client.Problem;
import dev.slipway.workflows.failure.FailureCode;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.util.Locale;
import java.util.Map;

/** Problems as responses: RFC 9457 below {@code /api}, OpenAI's error form at the gateway. */
public final class Problems {
    /** Paths of the gateway begin so. */
    public static final String GATEWAY = "/v1/";

    private Problems() {}

    /** The response for a failure, with the status that its code has. */
    public static MutableHttpResponse<Object> response(HttpRequest<?> request, FailureCode code, String detail) {
        return response(request, code, code.httpStatus(), detail);
    }

    static MutableHttpResponse<Object> response(HttpRequest<?> request, FailureCode code, int status, String detail) {
        boolean gateway = request.getPath().startsWith(GATEWAY);
        MutableHttpResponse<Object> response = HttpResponse.<Object>status(status, title(code))
                .body(gateway ? openAiError(code, status, detail) : problem(request, code, status, detail))
                .contentType(gateway ? MediaType.APPLICATION_JSON_TYPE : MediaType.of(Problem.MEDIA_TYPE));
        return code == FailureCode.UNAUTHENTICATED
                ? response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"slipway\"")
                : response;
    }

    private static Problem problem(HttpRequest<?> request, FailureCode code, int status, String detail) {
        return new Problem("about:blank", title(code), status, detail, code.name(), code.remedy(), request.getPath());
    }

    /** What OpenAI's clients show: they read {@code error.message} and {@code error.code}. */
    private static Map<String, Object> openAiError(FailureCode code, int status, String detail) {
        return Map.of(
                "error",
                Map.of(
                        "message",
                        detail + " " + code.remedy(),
                        "type",
                        status < 500 ? "invalid_request_error" : "server_error",
                        "code",
                        code.name().toLowerCase(Locale.ROOT)));
    }

    /** {@code POD_NOT_FOUND} as {@code Pod not found}. */
    static String title(FailureCode code) {
        String words = code.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
