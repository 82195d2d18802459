package dev.slipway.ssh.job;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;

/** Tracing, which some containers forbid whatever is installed. */
final class Strace {
    private static final String REFUSED = "skipped: strace may not trace here (a container may forbid it)";

    private Strace() {}

    /**
     * Skips the test where nobody may trace, and says so in the output, for a skipped test is easily overlooked.
     *
     * @throws IOException without strace ({@code .ci/install} installs it)
     */
    static void assumeItMayTrace() throws IOException, InterruptedException {
        var trial = new ProcessBuilder(Toolbox.find("strace").toString(), "-qq", "-o", "/dev/null", "true");
        var allowed = trial.start().waitFor() == 0;
        if (!allowed) {
            System.out.println(REFUSED);
        }
        assumeTrue(allowed, REFUSED);
    }
}
