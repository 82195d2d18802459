package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.slipway.testpods.stack.Shell;
import dev.slipway.testpods.stack.Stack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The main job on a machine that a person names: {@code ./slipway test --pod user@host}. Everything goes into one folder
 * there, which is removed at the end, so that the machine is left as it was found: its packages, and what stands in its
 * home and in {@code /tmp}, are compared. Where a set-up would install packages of the system, the test refuses before
 * it changes anything.
 *
 * <p>{@code SLIPWAY_TESTPOD_RUNTIME}, {@code _TORCH_BACKEND}, {@code _MODEL},
 * {@code _ARGUMENTS}, {@code _SSH_OPTIONS} and {@code _ENV} (with commas
 * between {@code NAME=value}) say it differently for machines that are not like others.
 */
@Tag("real")
class GivenPodTest {
    private static final String POD = "given";

    @Test
    void the_main_job_works_on_the_pod_that_was_given() throws Exception {
        String target = given("", "");
        if (target.isEmpty()) {
            System.out.println("skipped: no GPU pod given");
        }
        Assumptions.assumeFalse(target.isEmpty(), "skipped: no GPU pod given");
        String root = "/tmp/slipway-test-" + UUID.randomUUID();
        Set<String> before = look(target);
        try (Stack stack = Stack.up(Map.of("HOME", System.getProperty("user.home")))) {
            try {
                mainJob(stack, target, root);
            } finally {
                stack.slipway("stop", "--all", "--pod", POD, "--yes");
                cleanUp(target, root);
            }
        }
        assertThat(look(target)).as("what the machine holds afterwards").isEqualTo(before);
    }

    private static void mainJob(Stack stack, String target, String root) throws Exception {
        var add =
                new ArrayList<>(List.of("pods", "add", POD, target, "--root", root, "--models-path", root + "/models"));
        for (String cache : List.of("XDG_CACHE_HOME", "UV_CACHE_DIR", "VLLM_CACHE_ROOT", "TRITON_CACHE_DIR")) {
            add.addAll(List.of("--env", cache + "=" + root + "/cache/" + cache));
        }
        for (String variable : given("_ENV", "").split(",")) {
            if (!variable.isEmpty()) {
                add.addAll(List.of("--env", variable));
            }
        }
        stack.expectDone(add);
        String gpus = stack.expectDone(List.of("pods", "inspect", POD));
        String runtime = given("_RUNTIME", gpus.contains("GPU-") ? "release" : "cpu");
        var setUp = new ArrayList<>(List.of("pods", "setup", POD, "--runtime", runtime, "--cuda-toolkit", "never"));
        setUp.addAll(List.of("--torch-backend", given("_TORCH_BACKEND", "auto")));
        var dryRun = new ArrayList<>(setUp);
        dryRun.add("--dry-run");
        assertThat(stack.expectDone(dryRun))
                .as(
                        "a set-up would install packages of the system, and a test cannot take them back: install them first")
                .doesNotContainPattern("(?m)^set -- (apt-get|dnf|yum|apk|zypper) ");
        stack.expectDone(setUp);
        String model = given("_MODEL", "Qwen/Qwen3-0.6B");
        stack.expectDone(List.of("models", "pull", model, "--pod", POD));
        var start = new ArrayList<>(List.of("start", model, "--name", "given", "--pod", POD, "--context", "2k"));
        if (!given("_ARGUMENTS", "").isEmpty()) {
            start.add("--");
            start.addAll(List.of(given("_ARGUMENTS", "").split(" ")));
        }
        stack.expectDone(start);
        assertThat(stack.expectDone(List.of("list"))).containsPattern("given +ready");
        chat(stack);
        stack.expectDone(List.of("stop", "given"));
    }

    private static void chat(Stack stack) throws Exception {
        try (Gateway gateway = new Gateway(stack)) {
            var answer = gateway.client()
                    .chat()
                    .completions()
                    .create(ChatCompletionCreateParams.builder()
                            .model("given")
                            .maxCompletionTokens(16)
                            .addUserMessage("Say hello.")
                            .build());
            assertThat(answer.usage().orElseThrow().completionTokens()).isPositive();
        }
    }

    /** Packages, and the names in the places where something could be left. */
    private static Set<String> look(String target) throws IOException, InterruptedException {
        Shell.Result answer = ssh(
                target,
                "dpkg-query -W 2>/dev/null || rpm -qa 2>/dev/null; cd; ls -dA .* * .cache/* .config/* .local/*/* 2>/dev/null;"
                        + " ls -dA /tmp/slipway-*[0-9a-f] /tmp/*vllm* /tmp/*.lock /dev/shm/* 2>/dev/null; echo looked");
        assertThat(answer.output()).as("an answer of ssh: %s", answer.errors()).endsWith("looked\n");
        return new TreeSet<>(answer.output().lines().toList());
    }

    /** By the system's ssh: what is tested does not judge itself. */
    private static void cleanUp(String target, String root) throws IOException, InterruptedException {
        // The brackets keep the commands that look from finding themselves.
        Shell.Result processes =
                ssh(target, "cat /proc/[0-9]*/environ 2>/dev/null | grep -ac '[/]" + root.substring(1) + "'");
        Shell.Result files = ssh(target, "rm -rf " + root + "; ls -d " + root + " 2>/dev/null | grep -c .");
        assertThat(processes.output().strip())
                .as("processes that still run: %s", processes.errors())
                .isEqualTo("0");
        assertThat(files.output().strip())
                .as("files that stay: %s", files.errors())
                .isEqualTo("0");
    }

    private static Shell.Result ssh(String target, String line) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("ssh", "-o", "BatchMode=yes"));
        if (!given("_SSH_OPTIONS", "").isEmpty()) {
            command.addAll(List.of(given("_SSH_OPTIONS", "").split(" ")));
        }
        command.addAll(List.of(target.contains(":") ? "ssh://" + target : target, line));
        return Shell.run(Path.of("."), Map.of(), command);
    }

    private static String given(String what, String otherwise) {
        String value = System.getenv("SLIPWAY_TESTPOD" + what);
        return value == null || value.isBlank() ? otherwise : value;
    }
}
