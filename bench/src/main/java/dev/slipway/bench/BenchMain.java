package dev.slipway.bench;

import dev.slipway.testpods.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Measures every figure that Slipway promises, in one run, and prints them as a table. Ends with 1 when one is missed. By
 * hand, on a machine at rest: {@code bench/run}.
 */
public final class BenchMain {
    private BenchMain() {}

    public static void main(String[] arguments) throws Exception {
        var figures = new ArrayList<Figure>();
        say("starting a stack, as the first time: without start caches");
        try (var stack = Stack.prepare(Map.of("SLIPWAY_AOT", "off"))) {
            figures.addAll(new Processes(stack, "first").measure());
        }
        try (var bed = new Bed()) {
            say("starting the stack");
            bed.stack.expectDone(List.of("up"));
            say("setting up a real pod (vLLM for CPU)");
            bed.addPod();
            bed.setUp();
            bed.addModel();
            say("second set-ups, and plain ssh");
            figures.addAll(new SecondSetUp(bed).measure());
            say("a start");
            figures.addAll(new Start(bed).measure());
            say("cold starts of the command line");
            figures.addAll(new ColdStart(bed).measure());
            say("starting the stack again, as from the second time on: with its start caches");
            bed.stack.expectDone(List.of("down"));
            figures.addAll(new Processes(bed.stack, "later").measure());
        }
        System.out.print(Figure.table(figures));
        System.exit(figures.stream().allMatch(Figure::kept) ? 0 : 1);
    }

    private static void say(String what) {
        System.err.println("bench: " + what + " ...");
    }
}
