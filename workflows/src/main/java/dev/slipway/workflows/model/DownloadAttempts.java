package dev.slipway.workflows.model;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.job.JobOutcome;
import java.time.Duration;

/**
 * How often a download was tried, and whether it is tried again. Immutable.
 *
 * @param number of the attempt, from 0
 * @param stalls how often in sequence no byte came
 * @param refusals how often in sequence the Hub could not be reached or wanted us to wait
 * @param oddities how often in sequence the client failed for a reason that nobody knows
 * @param withoutXet whether this attempt goes by plain HTTP
 * @param xetOptional whether plain HTTP is possible: the Hub gives no file over 50 GB that way
 */
record DownloadAttempts(int number, int stalls, int refusals, int oddities, boolean withoutXet, boolean xetOptional) {
    static final int MOST_STALLS = 3;
    static final int MOST_REFUSALS = 6;
    private static final long PLAIN_HTTP_LIMIT = 50_000_000_000L;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);
    /** An attempt that went on for so long was no failure in sequence with the one before. */
    private static final Duration LONG = Duration.ofMinutes(10);

    static DownloadAttempts first(ModelView view) {
        return new DownloadAttempts(0, 0, 0, 0, false, view.largestBytes() <= PLAIN_HTTP_LIMIT);
    }

    /** The first attempt after files were found wrong. */
    DownloadAttempts afresh() {
        return new DownloadAttempts(number + 1, 0, 0, 0, withoutXet, xetOptional);
    }

    /**
     * What follows an attempt.
     *
     * @param repository for the messages
     * @param ran how long it went on
     */
    Next after(JobOutcome outcome, String repository, Duration ran) {
        DownloadAttempts counted =
                ran.compareTo(LONG) < 0 ? this : new DownloadAttempts(number, 0, 0, 0, withoutXet, xetOptional);
        return switch (outcome.state()) {
            case EXITED -> outcome.exitCode() == 0 ? new Done() : counted.failed(outcome.tail(), repository);
            case STALLED -> counted.stalled(repository);
            case DEADLINE ->
                giveUp(FailureCode.STEP_DEADLINE, "The download of " + repository + " passed its deadline.");
            case LOST -> giveUp(FailureCode.JOB_LOST, "The download of " + repository + " died without a word.");
        };
    }

    private Next stalled(String repository) {
        int now = stalls + 1;
        if (now == MOST_STALLS) {
            String how = withoutXet ? ", the last time without Xet" : "";
            return giveUp(
                    FailureCode.DOWNLOAD_STALLED,
                    "The download of " + repository + " came to a halt " + now + " times" + how + ".");
        }
        boolean plain = withoutXet || (now == MOST_STALLS - 1 && xetOptional);
        var next = new DownloadAttempts(number + 1, now, 0, 0, plain, xetOptional);
        return new Again(next, Duration.ZERO, "No byte came any more: tried again" + (plain ? " without Xet." : "."));
    }

    private Next failed(String tail, String repository) {
        Failure failure = HubFailures.read(tail).orElse(null);
        if (failure == null) {
            return odd(tail, repository);
        }
        return failure.code().retryable() ? refused(failure) : new GiveUp(failure);
    }

    private Next refused(Failure failure) {
        int now = refusals + 1;
        if (now == MOST_REFUSALS) {
            return new GiveUp(failure);
        }
        Duration pause = Duration.ofSeconds(5L << (now - 1));
        pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        var next = new DownloadAttempts(number + 1, 0, now, 0, withoutXet, xetOptional);
        return new Again(next, pause, failure.message() + " Tried again in " + pause.toSeconds() + " s.");
    }

    private Next odd(String tail, String repository) {
        String line = HubFailures.lastLine(tail);
        if (oddities > 0) {
            return giveUp(FailureCode.JOB_FAILED, "The download of " + repository + " failed: " + line);
        }
        var next = new DownloadAttempts(number + 1, 0, 0, 1, withoutXet || xetOptional, xetOptional);
        return new Again(next, Duration.ofSeconds(2), "The client failed (" + line + "): tried again.");
    }

    private static GiveUp giveUp(FailureCode code, String message) {
        return new GiveUp(new Failure(code, message));
    }

    /** What follows. */
    sealed interface Next {}

    /** Everything is there, says the client. */
    record Done() implements Next {}

    /** Another attempt after a pause. */
    record Again(DownloadAttempts next, Duration pause, String why) implements Next {}

    /** No other attempt. */
    record GiveUp(Failure failure) implements Next {}
}
