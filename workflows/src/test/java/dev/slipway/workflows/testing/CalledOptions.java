package dev.slipway.workflows.testing;

import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/** Writes down with which timeouts and retries workflows call activities: one line a kind of call. */
public final class CalledOptions extends WorkerInterceptorBase {
    private final Set<String> lines = new ConcurrentSkipListSet<>();

    /** Sorted; each begins with the activity's type. */
    public Set<String> lines() {
        return lines;
    }

    @Override
    public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
        return new WorkflowInboundCallsInterceptorBase(next) {
            @Override
            public void init(WorkflowOutboundCallsInterceptor outbound) {
                super.init(new Outbound(outbound));
            }
        };
    }

    private final class Outbound extends WorkflowOutboundCallsInterceptorBase {
        Outbound(WorkflowOutboundCallsInterceptor next) {
            super(next);
        }

        @Override
        public <R> ActivityOutput<R> executeActivity(ActivityInput<R> input) {
            lines.add(input.getActivityName() + " " + text(input.getOptions()));
            return super.executeActivity(input);
        }

        @Override
        public <R> LocalActivityOutput<R> executeLocalActivity(LocalActivityInput<R> input) {
            lines.add(input.getActivityName() + " " + text(input.getOptions()));
            return super.executeLocalActivity(input);
        }
    }

    private static String text(ActivityOptions options) {
        String summary = options.getSummary() == null ? "" : " (" + options.getSummary() + ")";
        return "on %s%s: start-to-close %s, schedule-to-close %s, heartbeat %s, %s, %s"
                .formatted(
                        options.getTaskQueue(),
                        summary,
                        text(options.getStartToCloseTimeout()),
                        text(options.getScheduleToCloseTimeout()),
                        text(options.getHeartbeatTimeout()),
                        text(options.getRetryOptions()),
                        options.getCancellationType());
    }

    private static String text(LocalActivityOptions options) {
        return "locally: start-to-close %s, schedule-to-close %s, %s"
                .formatted(
                        text(options.getStartToCloseTimeout()),
                        text(options.getScheduleToCloseTimeout()),
                        text(options.getRetryOptions()));
    }

    private static String text(@Nullable Duration duration) {
        return duration == null || duration.isZero()
                ? "none"
                : duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    private static String text(@Nullable RetryOptions given) {
        RetryOptions retries = RetryOptions.newBuilder(given).validateBuildWithDefaults();
        int attempts = retries.getMaximumAttempts();
        return "tried %s every %s to %s"
                .formatted(
                        attempts == 0 || attempts == Integer.MAX_VALUE ? "for ever" : attempts + " times",
                        text(retries.getInitialInterval()),
                        retries.getMaximumInterval() == null ? "100 times that" : text(retries.getMaximumInterval()));
    }
}
