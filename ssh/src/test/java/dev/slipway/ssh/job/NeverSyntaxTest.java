package dev.slipway.ssh.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ssh.Command;
import dev.slipway.ssh.job.RemoteJobs.Fence;
import dev.slipway.ssh.job.RemoteJobs.JobStart;
import dev.slipway.ssh.job.RemoteJobs.JobStatus.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Parameters, values of variables, secrets and input reach a job as they were, and never as shell syntax. */
class NeverSyntaxTest {
    private static final AtomicInteger LAST_ID = new AtomicInteger();
    private static final Map<Toolbox, LocalPod> PODS = new EnumMap<>(Toolbox.class);
    private static Path folder = Path.of("unset");

    @BeforeContainer
    static void preparePods() throws Exception {
        folder = Files.createTempDirectory("never-syntax");
        for (var toolbox : Toolbox.values()) {
            PODS.put(toolbox, new LocalPod(toolbox, folder.resolve(toolbox.name())));
        }
    }

    @AfterContainer
    static void closePods() throws Exception {
        for (var pod : PODS.values()) {
            pod.close();
            pod.host.run(Command.of(Duration.ofSeconds(20), "rm", "-rf", pod.home.toString()));
        }
        for (var toolbox : Toolbox.values()) {
            Files.delete(folder.resolve(toolbox.name()));
        }
        Files.delete(folder);
    }

    @Property(tries = 40)
    void aJobGetsWhatWasGiven(@ForAll Toolbox toolbox, @ForAll("givens") Given given) throws Exception {
        var pod = pod(toolbox);
        var id = "job." + LAST_ID.incrementAndGet();
        var script = "printf '%s\\0' \"$SLIPWAY_JOB\" \"$PLAIN\" \"$SECRET\" \"$@\"";
        var start = new JobStart(
                id, script, given.parameters(), Map.of("PLAIN", given.plain()), Map.of("SECRET", given.secret()), "");
        pod.jobs.start(pod.host, pod.root, start);
        var outcome = pod.outcome(id);
        assertThat(outcome.status().state()).isEqualTo(State.EXITED);
        assertThat(outcome.status().exitCode()).isZero();
        var expected = new ArrayList<>(List.of(id, given.plain(), given.secret()));
        expected.addAll(given.parameters());
        assertThat(outcome.log()).isEqualTo(String.join("\0", expected) + "\0");
        assertThat(pod.home.resolve("pwned")).doesNotExist();
    }

    @Property(tries = 20)
    void aFencedCommandGetsWhatWasGiven(@ForAll Toolbox toolbox, @ForAll("givens") Given given) throws Exception {
        var pod = pod(toolbox);
        var fence = new Fence("run", "step." + LAST_ID.incrementAndGet(), 1);
        var script = "printf '%s|' \"$@\"; cat; printf end";
        var stdin = given.secret().getBytes(StandardCharsets.UTF_8);
        var result =
                pod.jobs.fenced(pod.host, pod.root, fence, script, given.parameters(), stdin, Duration.ofSeconds(20));
        var expected = given.parameters().isEmpty() ? "|" : String.join("|", given.parameters()) + "|";
        assertThat(result.stdout()).isEqualTo(expected + given.secret() + "end");
        assertThat(pod.home.resolve("pwned")).doesNotExist();
    }

    @Property(tries = 300)
    void aNameIsAcceptedOnlyWhereItIsPlain(@ForAll("texts") String name) {
        try {
            assertThat(Names.check(name)).matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");
        } catch (IllegalArgumentException e) {
            assertThat(name).doesNotMatch("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");
        }
    }

    @Example
    void namesOfRunsStepsAndOrdinalsAreAccepted() {
        for (var name : List.of("0190c5f2-7b7c-7a30-9d6e-0f4f5c1e2d3b.download.1", "a", "_x", "A.b-C_9")) {
            assertThat(Names.check(name)).isEqualTo(name);
        }
    }

    @Provide
    Arbitrary<Given> givens() {
        return Combinators.combine(texts(), texts(), texts().list().ofMaxSize(4))
                .as(Given::new);
    }

    @Provide
    Arbitrary<String> texts() {
        var nasty = Arbitraries.of(
                "'",
                "\"",
                "\\",
                "$(touch $HOME/pwned)",
                "`touch $HOME/pwned`",
                "$HOME",
                "\n",
                "\r",
                "-n",
                "--",
                "*",
                "~",
                ";touch $HOME/pwned;",
                "&",
                "|",
                "<",
                ">",
                "(",
                ")",
                "{a,b}",
                " ",
                "\t",
                "",
                "ä€😀",
                "\u0001",
                "\u001b[0m",
                "a=b",
                "%s",
                "export X=1",
                "'\\''",
                "x");
        var mixed = nasty.list().ofMaxSize(6).map(parts -> String.join("", parts));
        var any = Arbitraries.strings().all().excludeChars('\0').ofMaxLength(30).filter(text -> StandardCharsets.UTF_8
                .newEncoder()
                .canEncode(text));
        return Arbitraries.oneOf(mixed, any);
    }

    private static LocalPod pod(Toolbox toolbox) throws IOException {
        var pod = PODS.get(toolbox);
        if (pod == null) {
            throw new IOException("no pod");
        }
        return pod;
    }

    record Given(String plain, String secret, List<String> parameters) {}
}
