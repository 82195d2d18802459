package dev.slipway.store.run;

import io.micronaut.data.annotation.Embeddable;
import io.micronaut.data.annotation.MappedProperty;

/** Key of a piece of log. */
@Embeddable
public record RunLogKey(
        @MappedProperty("run_id") String runId,
        @MappedProperty("job_id") String jobId,
        @MappedProperty("log_offset") long logOffset) {}
