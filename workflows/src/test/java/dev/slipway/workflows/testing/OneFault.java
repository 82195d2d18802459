package dev.slipway.workflows.testing;

import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.run.RunEvent;
import dev.slipway.workflows.run.StepState;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the calls of activities in the steps of a run, and lets one of them go wrong. Which step runs it learns as
 * everybody does: from the run's events. What follows a step that failed (undoing, marking) goes well.
 */
public final class OneFault extends WorkerInterceptorBase {
    private static final String JOURNAL = "RunRecord";

    private final @Nullable FaultKind kind;
    private final Predicate<Call> target;
    private final List<Call> calls = new ArrayList<>();
    private String step = "";
    private @Nullable FaultKind midway;
    private boolean struck;
    private final CountDownLatch over = new CountDownLatch(1);

    private OneFault(@Nullable FaultKind kind, Predicate<Call> target) {
        this.kind = kind;
        this.target = target;
    }

    /** Nothing goes wrong. */
    public static OneFault none() {
        return new OneFault(null, call -> false);
    }

    /** The call of this number (from 0) goes wrong. */
    public static OneFault at(int number, FaultKind kind) {
        return new OneFault(kind, call -> call.number() == number);
    }

    /** The first call of a step goes wrong. */
    public static OneFault in(String step, FaultKind kind) {
        return new OneFault(kind, call -> call.step().equals(step));
    }

    /** The calls that were made, in order; attempts after the first aside. */
    public synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    /** Waits until the call that went wrong is over, which may be after the run; false when none went wrong. */
    public boolean over() throws InterruptedException {
        return over.await(10, TimeUnit.SECONDS);
    }

    /** To be called by fakes when a thing is begun and not done. */
    public void midway() {
        FaultKind now = reachedMiddle();
        if (now == FaultKind.FAIL_MIDWAY) {
            throw failure();
        }
        if (now == FaultKind.CANCEL_MIDWAY) {
            Cancellation.heardBy(Activity.getExecutionContext());
        }
    }

    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
        return new ActivityInboundCallsInterceptorBase(next) {
            private @Nullable ActivityExecutionContext context;

            @Override
            public void init(ActivityExecutionContext ofCall) {
                context = ofCall;
                super.init(ofCall);
            }

            @Override
            public ActivityOutput execute(ActivityInput input) {
                ActivityExecutionContext call = Objects.requireNonNull(context);
                if (call.getInfo().getActivityType().equals(JOURNAL)) {
                    follow(input.getArguments());
                    return super.execute(input);
                }
                return carriedOut(call, () -> super.execute(input));
            }
        };
    }

    private <T> T carriedOut(ActivityExecutionContext call, Supplier<T> work) {
        FaultKind now = begun(call.getInfo());
        if (now == null && overtaken(call.getInfo())) {
            Cancellation.reaches(call);
        }
        try {
            return now == null ? work.get() : wrong(now, call, work);
        } finally {
            if (now != null && !awaitsMiddle()) {
                over.countDown();
            }
        }
    }

    private static <T> T wrong(FaultKind now, ActivityExecutionContext call, Supplier<T> work) {
        return switch (now) {
            case FAIL_BEFORE -> throw failure();
            case FAIL_MIDWAY, CANCEL_MIDWAY -> work.get();
            case FAIL_AFTER -> {
                var _ = work.get();
                throw failure();
            }
            case CANCEL_BEFORE -> {
                Cancellation.heardBy(call);
                yield work.get();
            }
            case CANCEL_AFTER -> {
                T answer = work.get();
                Cancellation.heardBy(call);
                yield answer;
            }
            case CANCEL_UNHEARD -> {
                Cancellation.unheardBy(call);
                yield work.get();
            }
            case TWICE -> {
                var _ = work.get();
                throw Failures.of(FailureCode.CONNECTION_LOST, "the answer is lost");
            }
        };
    }

    private synchronized @Nullable FaultKind begun(ActivityInfo info) {
        midway = null;
        if (step.isEmpty() || info.getAttempt() > 1) {
            return null;
        }
        boolean hears = !info.isLocal() && !info.getHeartbeatTimeout().isZero();
        var call = new Call(calls.size(), info.getActivityType(), step, hears, false);
        calls.add(call);
        if (kind == null || struck || !target.test(call)) {
            return null;
        }
        struck = true;
        boolean inTheMiddle = kind == FaultKind.FAIL_MIDWAY || kind == FaultKind.CANCEL_MIDWAY;
        midway = inTheMiddle ? kind : null;
        return kind;
    }

    /**
     * Whether a cancellation that a local call of an earlier step was too early for is still on its way. The call must not
     * end before it comes: the test server cannot take a cancel request for an activity that has just ended.
     */
    private synchronized boolean overtaken(ActivityInfo info) {
        boolean cancelled = over.getCount() == 0 && kind != null && kind.cancels();
        return cancelled && !step.isEmpty() && !info.isLocal();
    }

    private synchronized @Nullable FaultKind reachedMiddle() {
        if (!step.isEmpty()) {
            calls.addLast(calls.removeLast().withMiddle());
        }
        FaultKind now = midway;
        midway = null;
        return now;
    }

    private synchronized boolean awaitsMiddle() {
        return midway != null;
    }

    private synchronized void follow(Object... arguments) {
        for (Object each : (List<?>) arguments[1]) {
            if (each instanceof RunEvent event && event.step() != null) {
                step = event.step().state() == StepState.RUNNING ? event.step().name() : "";
            }
        }
    }

    private static RuntimeException failure() {
        return Failures.of(FailureCode.JOB_FAILED, "made to fail");
    }

    /**
     * A call of an activity.
     *
     * @param number from 0
     * @param activity its type
     * @param step the step of the run that it was made in
     * @param hears whether it learns of a cancellation: local ones and those without heartbeats do not
     * @param middle whether the fake says when a thing is begun and not done
     */
    public record Call(int number, String activity, String step, boolean hears, boolean middle) {
        Call withMiddle() {
            return new Call(number, activity, step, hears, true);
        }
    }
}
