package dev.slipway.api.problem;

import dev.slipway.workflows.failure.FailureCode;
import io.micronaut.context.annotation.Primary;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the framework refuses by itself (unknown path, wrong method, unreadable body), as problems. */
@Singleton
@Primary
final class FrameworkProblems implements ErrorResponseProcessor<Object> {
    private static final Logger LOG = LoggerFactory.getLogger(FrameworkProblems.class);

    @Override
    public MutableHttpResponse<Object> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        HttpRequest<?> request = context.getRequest();
        int status = response.code();
        if (status >= 500) {
            context.getRootCause()
                    .ifPresent(cause -> LOG.error("{} {} failed", request.getMethod(), request.getPath(), cause));
            return Problems.response(request, FailureCode.INTERNAL, "Something went wrong in Slipway itself.");
        }
        MutableHttpResponse<Object> problem = Problems.response(
                request,
                status == 404 ? FailureCode.NOT_FOUND : FailureCode.INVALID_REQUEST,
                status,
                detail(context, status));
        response.getHeaders().getFirst("Allow").ifPresent(allowed -> problem.header("Allow", allowed));
        return problem;
    }

    private static String detail(ErrorContext context, int status) {
        HttpRequest<?> request = context.getRequest();
        String what = request.getMethod() + " " + request.getPath();
        return switch (status) {
            case 404 -> "There is nothing at " + what + ".";
            case 405 -> "The address " + request.getPath() + " does not take " + request.getMethod() + ".";
            case 406 -> "The address " + request.getPath() + " has no answer of the media type that was asked for.";
            case 413 -> "The body is too large.";
            case 415 -> "The body must be JSON: send Content-Type: application/json.";
            default -> context.getRootCause().flatMap(JsonMistakes::sentence).orElseGet(() -> first(context, what));
        };
    }

    private static String first(ErrorContext context, String what) {
        return context.getErrors().stream()
                .findFirst()
                .map(Error::getMessage)
                .orElse("The request " + what + " cannot be understood.");
    }
}
