package dev.slipway.api.problem;

import dev.slipway.workflows.failure.FailureCode;
import io.micronaut.context.annotation.Primary;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.micronaut.web.router.exceptions.UnsatisfiedBodyRouteException;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import jakarta.inject.Singleton;
import java.util.Optional;
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
        if (context.getRootCause().filter(ThrownProblems::undecodable).isPresent()) {
            return Problems.response(request, FailureCode.INVALID_REQUEST, ThrownProblems.UNDECODABLE);
        }
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
            case 413 -> tooLong(request) + " is too large.";
            case 415 -> "The body must be JSON: send Content-Type: application/json.";
            default -> mistake(context).orElse("The request " + what + " cannot be understood.");
        };
    }

    /** Which part of a request the server gave up reading: each has a limit of its own. */
    private static String tooLong(HttpRequest<?> request) {
        Throwable cause = request instanceof NettyHttpRequest<?> netty
                ? netty.getNativeRequest().decoderResult().cause()
                : null;
        return switch (cause) {
            case TooLongHttpLineException _ -> "The address of the request";
            case TooLongHttpHeaderException _ -> "The header of the request";
            case null, default -> "The body";
        };
    }

    private static Optional<String> mistake(ErrorContext context) {
        return context.getRootCause()
                .flatMap(cause -> JsonMistakes.sentence(cause).or(() -> argument(cause)));
    }

    /** The framework's own texts speak of its classes, and quote what was sent. */
    private static Optional<String> argument(Throwable cause) {
        return switch (cause) {
            case UnsatisfiedBodyRouteException _ -> Optional.of("The request needs a body of JSON.");
            case UnsatisfiedRouteException missing ->
                Optional.of("The request needs a value for \""
                        + missing.getArgument().getName() + "\".");
            case ConversionErrorException wrong
            when wrong.getArgument().getType() == boolean.class ->
                Optional.of("The value of \"" + wrong.getArgument().getName() + "\" must be true or false.");
            case ConversionErrorException wrong ->
                Optional.of("The value of \"" + wrong.getArgument().getName() + "\" is of the wrong type.");
            default -> Optional.empty();
        };
    }
}
