package dev.slipway.workflows.model;

import dev.slipway.workflows.job.Job;
import dev.slipway.workflows.job.JobSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The jobs of one download. Attempts of a step have ordinals of their own, with room between them for lost executions.
 *
 * @param request what was asked for
 * @param view what the Hub said
 */
record ModelJobs(DownloadRequest request, ModelView view) {
    private static final String HUB_TOKEN = "HF_TOKEN";
    private static final Duration SHORTEST = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Duration CLEAN_UP = Duration.ofMinutes(5);
    /** A disk that gives no byte for so long is not slow, it hangs. */
    private static final Duration DISK_HANGS = Duration.ofMinutes(10);
    /** Slower than any line or disk that is worth waiting for, in bytes a second. */
    private static final long SLOWEST_LINE = 50_000;

    private static final long SLOWEST_DISK = 5_000_000;

    Job download(DownloadAttempts attempt) {
        Map<String, String> environment = attempt.withoutXet() ? Map.of("HF_HUB_DISABLE_XET", "1") : Map.of();
        return new Job(new JobSpec(
                request.pod(),
                request.runId(),
                "download",
                ordinal(attempt.number()),
                ModelScripts.DOWNLOAD,
                List.of(view.python(), view.repository(), view.commit(), request.runId()),
                environment,
                List.of(HUB_TOKEN),
                deadline(view.missingBytes(), SLOWEST_LINE),
                Duration.ofSeconds(request.stallSeconds())));
    }

    Job verify(int round) {
        return new Job(new JobSpec(
                request.pod(),
                request.runId(),
                "verify",
                ordinal(round),
                ModelScripts.VERIFY,
                List.of(
                        view.python(),
                        view.repository(),
                        view.commit(),
                        request.revision(),
                        request.runId(),
                        request.recheck() && round == 0 ? "anew" : "what is new"),
                Map.of(),
                List.of(),
                deadline(view.sizeBytes(), SLOWEST_DISK),
                DISK_HANGS));
    }

    Job clean() {
        return new Job(new JobSpec(
                request.pod(),
                request.runId(),
                "clean",
                1,
                ModelScripts.CLEAN,
                List.of(view.python(), view.repository(), request.runId()),
                Map.of(),
                List.of(),
                CLEAN_UP,
                Duration.ZERO));
    }

    private static int ordinal(int attempt) {
        return 1 + attempt * Job.EXECUTIONS;
    }

    private static Duration deadline(long bytes, long bytesPerSecond) {
        Duration derived = SHORTEST.plusSeconds(bytes / bytesPerSecond);
        return derived.compareTo(LONGEST) < 0 ? derived : LONGEST;
    }
}
