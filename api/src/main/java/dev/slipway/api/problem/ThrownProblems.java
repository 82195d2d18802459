package dev.slipway.api.problem;

import dev.slipway.config.secret.SecretBox.SecretUnreadable;
import dev.slipway.ssh.SshException;
import dev.slipway.workflows.failure.FailureCode;
import io.grpc.StatusRuntimeException;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.transaction.exceptions.TransactionException;
import io.netty.handler.codec.compression.DecompressionException;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What our own code throws, as problems. A user's mistake is shown to the user and not logged; ours is logged and not shown. */
@Singleton
final class ThrownProblems implements ExceptionHandler<Exception, HttpResponse<?>> {
    static final String UNDECODABLE = "The body is not encoded as its header Content-Encoding says.";
    private static final Logger LOG = LoggerFactory.getLogger(ThrownProblems.class);

    @Override
    @SuppressWarnings("rawtypes") // the interface declares it raw
    public HttpResponse<?> handle(HttpRequest request, Exception thrown) {
        ApiProblem problem = of(thrown);
        if (problem.code() == FailureCode.INTERNAL) {
            LOG.error("{} {} failed", request.getMethod(), request.getPath(), thrown);
        }
        return Problems.response(request, problem.code(), problem.detail());
    }

    /** Whether a body could not be unpacked. */
    static boolean undecodable(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof DecompressionException) {
                return true;
            }
        }
        return false;
    }

    static ApiProblem of(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof ApiProblem problem) {
                return problem;
            }
            if (each instanceof SshException ssh) {
                return SshFailures.problem(ssh);
            }
            if (each instanceof DecompressionException) {
                return new ApiProblem(FailureCode.INVALID_REQUEST, UNDECODABLE);
            }
            if (each instanceof SecretUnreadable) {
                return new ApiProblem(FailureCode.SECRET_UNREADABLE, String.valueOf(each.getMessage()));
            }
            if (each instanceof StatusRuntimeException && TemporalFailures.unanswered(each)) {
                return new ApiProblem(FailureCode.TEMPORAL_UNAVAILABLE, "The Temporal server does not answer.");
            }
            if (each instanceof SQLException
                    || each instanceof DataAccessException
                    || each instanceof TransactionException) {
                LOG.warn("the database failed: {}", each.toString());
                return new ApiProblem(FailureCode.DATABASE_UNAVAILABLE, "The database does not answer.");
            }
        }
        return new ApiProblem(FailureCode.INTERNAL, "Something went wrong in Slipway itself.");
    }
}
