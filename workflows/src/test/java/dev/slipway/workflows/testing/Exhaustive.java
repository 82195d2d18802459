package dev.slipway.workflows.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.workflows.run.RunStatus;
import dev.slipway.workflows.run.Step;
import dev.slipway.workflows.run.StepState;
import io.temporal.client.WorkflowFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The exhaustive test of a workflow: every call of an activity on its good path fails, is cancelled and runs twice, in each
 * place of the call. After a failure or a cancellation nothing may stay behind; after a repetition everything is as if it had
 * run once.
 *
 * <p>Use it from a {@code @TestFactory}. The cases come from the calls, and each step must have one: a step in which no
 * activity is called is named by the test, so that a new step without its case fails the build.
 */
public final class Exhaustive {
    private final Function<OneFault, ? extends World> worlds;
    private final Set<String> stepsWithoutCalls;

    private Exhaustive(Function<OneFault, ? extends World> worlds, Set<String> stepsWithoutCalls) {
        this.worlds = worlds;
        this.stepsWithoutCalls = stepsWithoutCalls;
    }

    /**
     * All cases.
     *
     * @param worlds makes a new world in which the good path takes every step
     * @param stepsWithoutCalls names of the steps that call no activity
     */
    public static Stream<DynamicTest> of(Function<OneFault, ? extends World> worlds, Set<String> stepsWithoutCalls)
            throws TimeoutException {
        return new Exhaustive(worlds, stepsWithoutCalls).tests();
    }

    private Stream<DynamicTest> tests() throws TimeoutException {
        var tests = new ArrayList<DynamicTest>();
        OneFault nothing = OneFault.none();
        try (World good = worlds.apply(nothing)) {
            assertThat(ended(good)).as("the good path").isEqualTo(RunStatus.DONE);
            Object achieved = good.achieved();
            Set<String> taken = taken(good);
            tests.add(DynamicTest.dynamicTest(
                    "every step has its case", () -> assertCovered(good.steps(), taken, nothing.calls())));
            for (OneFault.Call call : nothing.calls()) {
                for (FaultKind kind : FaultKind.values()) {
                    if (kind.canHappenTo(call)) {
                        tests.add(test(call, kind, achieved));
                    }
                }
            }
        }
        return tests.stream();
    }

    private void assertCovered(List<Step> steps, Set<String> taken, List<OneFault.Call> calls) {
        Set<String> called = calls.stream().map(OneFault.Call::step).collect(Collectors.toSet());
        assertThat(called).noneMatch(stepsWithoutCalls::contains);
        for (Step step : steps) {
            assertThat(taken).as("steps of the good path").contains(step.name());
            assertThat(called.contains(step.name()) || stepsWithoutCalls.contains(step.name()))
                    .as("a case for the step %s", step.name())
                    .isTrue();
        }
    }

    private DynamicTest test(OneFault.Call call, FaultKind kind, Object achieved) {
        String name = "%s: call %d, %s: %s".formatted(call.step(), call.number(), call.activity(), kind);
        return DynamicTest.dynamicTest(name, () -> {
            OneFault fault = OneFault.at(call.number(), kind);
            try (World world = worlds.apply(fault)) {
                RunStatus status = ended(world);
                assertThat(fault.over()).isTrue();
                assertOutcome(world, call, kind, status, achieved);
            }
        });
    }

    private static void assertOutcome(
            World world, OneFault.Call call, FaultKind kind, RunStatus status, Object achieved) {
        String last = world.steps().getLast().name();
        boolean tooLate = kind.cancels() && call.step().equals(last) && status == RunStatus.DONE;
        if (kind == FaultKind.TWICE || tooLate) {
            assertThat(status).isEqualTo(RunStatus.DONE);
            assertThat(world.achieved()).isEqualTo(achieved);
            return;
        }
        assertThat(status).isEqualTo(kind.cancels() ? RunStatus.CANCELLED : RunStatus.FAILED);
        assertThat(world.leftBehind()).isEmpty();
    }

    private static RunStatus ended(World world) throws TimeoutException {
        try {
            world.begin().getResult(30, TimeUnit.SECONDS, Object.class);
        } catch (WorkflowFailedException failed) {
            // How it ended is what the run's events say.
        }
        return world.journal().status();
    }

    private static Set<String> taken(World world) {
        return world.journal().events().stream()
                .map(event -> event.step())
                .filter(step -> step != null && step.state() == StepState.DONE)
                .map(Step::name)
                .collect(Collectors.toSet());
    }
}
