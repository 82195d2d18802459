package dev.slipway.workflows.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The steps of a run, in order, as an immutable value. At most one runs at a time; an illegal transition throws. */
record StepBoard(List<Step> steps) {
    private static final int DETAIL_LIMIT = 500;

    StepBoard {
        steps = List.copyOf(steps);
        if (steps.stream().map(Step::name).distinct().count() != steps.size()) {
            throw new IllegalArgumentException("two steps of one name");
        }
    }

    StepBoard start(String name, long now) {
        running().ifPresent(step -> {
            throw new IllegalStateException("step " + step.name() + " still runs, so " + name + " cannot start");
        });
        return replace(waiting(name), step -> state(step, StepState.RUNNING, step.detail(), now, 0));
    }

    StepBoard skip(String name, String why, long now) {
        return replace(waiting(name), step -> state(step, StepState.SKIPPED, why, now, now));
    }

    /** Says what the running step does or did. */
    StepBoard detail(String detail) {
        return replace(current(), step -> state(step, StepState.RUNNING, detail, step.startedAtMillis(), 0));
    }

    StepBoard done(long now) {
        return end(StepState.DONE, current().detail(), now);
    }

    StepBoard failed(String why, long now) {
        return end(StepState.FAILED, why, now);
    }

    StepBoard cancelled(long now) {
        return end(StepState.CANCELLED, current().detail(), now);
    }

    Optional<Step> running() {
        return steps.stream().filter(step -> step.state() == StepState.RUNNING).findFirst();
    }

    /** Names of the steps that never started, in order. */
    List<String> waiting() {
        return steps.stream()
                .filter(step -> step.state() == StepState.WAITING)
                .map(Step::name)
                .toList();
    }

    Step step(String name) {
        return steps.stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no step is named " + name));
    }

    private StepBoard end(StepState state, String detail, long now) {
        return replace(current(), step -> state(step, state, detail, step.startedAtMillis(), now));
    }

    private Step current() {
        return running().orElseThrow(() -> new IllegalStateException("no step runs"));
    }

    private Step waiting(String name) {
        Step step = step(name);
        if (step.state() != StepState.WAITING) {
            throw new IllegalStateException("step " + name + " is " + step.state() + " already");
        }
        return step;
    }

    private StepBoard replace(Step old, UnaryOperator<Step> change) {
        var next = new ArrayList<>(steps);
        next.set(steps.indexOf(old), change.apply(old));
        return new StepBoard(next);
    }

    private static Step state(Step step, StepState state, String detail, long startedAt, long endedAt) {
        String shown = detail.length() <= DETAIL_LIMIT ? detail : detail.substring(0, DETAIL_LIMIT - 1) + "…";
        return new Step(step.name(), step.title(), state, shown, startedAt, endedAt);
    }
}
