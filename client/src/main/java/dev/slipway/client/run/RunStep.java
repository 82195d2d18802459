package dev.slipway.client.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A step of a run.
 *
 * @param name stable identifier, kebab case, unique in the run
 * @param title what people read
 * @param state where it is
 * @param detail one line on what it did or does; may be empty
 * @param startedAt null: not started
 * @param endedAt null: not ended
 */
public record RunStep(
        String name,
        String title,
        StepState state,
        String detail,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {}
