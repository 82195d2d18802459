package dev.slipway.worker;

import jakarta.inject.Singleton;
import java.util.List;

/** Which workflows and activities this worker offers, and on which task queue: the one list of them. */
@Singleton
final class Registrations {
    /** Workflow implementations, on the control queue. */
    List<Class<?>> workflows() {
        return List.of();
    }

    /** Short activities and local activities, on the control queue. */
    List<Object> controlActivities() {
        return List.of();
    }

    /** Activities that follow or wait, on the follow queue. */
    List<Object> followActivities() {
        return List.of();
    }
}
