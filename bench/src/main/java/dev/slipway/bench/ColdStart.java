package dev.slipway.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** {@code slipway list}, from the shell's prompt to its end. */
final class ColdStart {
    private static final int ROUNDS = 11;

    private final Bed bed;

    ColdStart(Bed bed) {
        this.bed = bed;
    }

    List<Figure> measure() throws IOException, InterruptedException {
        bed.stack.awaitTraining();
        var seconds = new ArrayList<Double>();
        for (int round = 0; round < ROUNDS; round++) {
            long began = System.nanoTime();
            bed.stack.expectDone(List.of("list"));
            seconds.add((System.nanoTime() - began) / 1e9);
        }
        Collections.sort(seconds);
        return List.of(
                new Figure("slipway list: cold start", seconds.get(ROUNDS / 2), 0.5, "s", "median of " + ROUNDS));
    }
}
