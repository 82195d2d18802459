package dev.slipway.bench;

import dev.slipway.testpods.process.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A second set-up of a ready pod, beside one plain {@code ssh} that does the same checks; in turns. */
final class SecondSetUp {
    private static final int ROUNDS = 5;

    private final Bed bed;
    private final String script;

    SecondSetUp(Bed bed) throws IOException {
        this.bed = bed;
        try (InputStream text = SecondSetUp.class.getResourceAsStream("second-set-up.sh")) {
            if (text == null) {
                throw new IOException("second-set-up.sh is not here");
            }
            this.script = new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    List<Figure> measure() throws IOException, InterruptedException {
        var plain = new ArrayList<Double>();
        var slipway = new ArrayList<Double>();
        int channels = 0;
        for (int round = 0; round < ROUNDS; round++) {
            plain.add(seconds(this::plainSsh));
            int before = bed.pods.sshd().channelCount();
            slipway.add(seconds(bed::setUp));
            channels = Math.max(channels, bed.pods.sshd().channelCount() - before);
        }
        double ours = median(slipway);
        double theirs = median(plain);
        return List.of(
                new Figure("second set-up: SSH channels", channels, 6, "", "most of " + ROUNDS),
                new Figure(
                        "second set-up: time, as a multiple of plain ssh",
                        ours / theirs,
                        2,
                        "x",
                        "%.2f s and %.2f s, medians of %d".formatted(ours, theirs, ROUNDS)));
    }

    private void plainSsh() {
        Tool.run(new ProcessBuilder(
                bed.pod().login().sshCommand("sh -c '" + script.replace("'", "'\\''") + "' sh " + bed.runtime())));
    }

    private static double seconds(Work work) throws IOException, InterruptedException {
        long began = System.nanoTime();
        work.run();
        return (System.nanoTime() - began) / 1e9;
    }

    private static double median(List<Double> values) {
        var sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException, InterruptedException;
    }
}
