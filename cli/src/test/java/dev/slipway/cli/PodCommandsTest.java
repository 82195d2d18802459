package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.Console.Outcome;
import dev.slipway.client.pod.SetUpScript;
import dev.slipway.client.pod.TrustOutcome;
import dev.slipway.client.run.RunEvent;
import dev.slipway.client.run.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Registering, setting up, trusting and forgetting pods. */
class PodCommandsTest {
    private static final String HOST_KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";

    @TempDir
    private Path folder;

    private StubApi api;
    private Console console;

    @BeforeEach
    void prepare() throws IOException {
        api = new StubApi();
        console = new Console(folder, api.address());
        api.on("POST /api/v1/pods", Samples.pod("gpu-1", "NEW")).on("GET /api/v1/pods", List.of());
    }

    @AfterEach
    void end() {
        api.close();
    }

    private Path key(String passPhrase) throws IOException, InterruptedException {
        Path file = folder.resolve("key");
        int exitCode = new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", passPhrase, "-f", file.toString())
                .start()
                .waitFor();
        assertThat(exitCode).isZero();
        return file;
    }

    @Test
    void addSendsTheKeyAndEverythingResolved() throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve(".ssh"));
        Files.writeString(folder.resolve(".ssh/config"), "Host big\n  HostName 10.0.0.7\n  Port 2222\n  User ops\n");
        Files.writeString(folder.resolve("known"), "[10.0.0.7]:2222 " + HOST_KEY + "\n");
        console.environment.put("HF_TOKEN", "secret-canary");

        Outcome outcome = console.run(
                "pods",
                "add",
                "gpu-1",
                "big",
                "--identity",
                key("").toString(),
                "--known-hosts",
                folder.resolve("known").toString(),
                "--env",
                "HF_ENDPOINT=http://hub",
                "--secret-env",
                "HF_TOKEN",
                "--mount",
                "mount -t nfs a:/b /c",
                "--models-path",
                "/c");

        assertThat(outcome.errors()).isEmpty();
        assertThat(outcome.output())
                .isEqualTo("gpu-1 is root@gpu-1.example:22, host key SHA256:abc.\nNext: slipway pods setup gpu-1\n");
        assertThat(api.requests())
                .singleElement()
                .asString()
                .contains("\"target\":\"big\"", "\"user\":\"ops\",\"host\":\"10.0.0.7\",\"port\":2222")
                .contains("BEGIN OPENSSH PRIVATE KEY", "\"hostKeys\":[\"" + HOST_KEY + "\"]")
                .contains("\"environment\":{\"HF_ENDPOINT\":\"http://hub\"}")
                .contains("\"secretEnvironment\":{\"HF_TOKEN\":\"secret-canary\"}")
                .contains("\"mount\":\"mount -t nfs a:/b /c\",\"modelsPath\":\"/c\"");
    }

    @Test
    void theFirstPodBecomesTheActiveOneAndIsForgottenWithIt() throws IOException, InterruptedException {
        api.on("DELETE /api/v1/pods/gpu-1", "");
        console.run("pods", "add", "gpu-1", "root@gpu-1.example", "--identity", key("").toString());

        assertThat(console.run("pods", "active").output()).isEqualTo("gpu-1\n");
        assertThat(console.run("pods", "remove", "gpu-1", "--force").output())
                .isEqualTo("gpu-1 is forgotten; nothing on it was changed.\n");
        assertThat(api.requests()).last().isEqualTo("DELETE /api/v1/pods/gpu-1?force=true");
        assertThat(console.run("pods", "active").exitCode()).isEqualTo(2);
    }

    @Test
    void aPassPhraseIsAskedForOnATerminalOnly() throws IOException, InterruptedException {
        String key = key("open sesame").toString();

        Outcome alone = console.run("pods", "add", "gpu-1", "u@h", "--identity", key);
        assertThat(alone.exitCode()).isEqualTo(1);
        assertThat(alone.errors()).contains("has a pass phrase", "--passphrase-file", "(IDENTITY_UNREADABLE)");
        assertThat(api.requests()).isEmpty();

        Path file = Files.writeString(folder.resolve("phrase"), "open sesame\n");
        assertThat(console.run("pods", "add", "gpu-1", "u@h", "--identity", key, "--passphrase-file", file.toString())
                        .exitCode())
                .isZero();
        Outcome asked = console.typing("open sesame\n").run("pods", "add", "gpu-1", "u@h", "--identity", key);
        assertThat(asked.errors()).startsWith("Pass phrase of " + key + ":").doesNotContain("sesame");
        assertThat(api.requests()).hasSize(2).allSatisfy(request -> assertThat(request)
                .contains("\"passphrase\":\"open sesame\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "root@ | 2 | TARGET_INVALID",
                "ssh -p many root@h | 2 | TARGET_INVALID",
                "root@h --identity /nowhere/key | 1 | IDENTITY_UNREADABLE",
                "root@h | 1 | IDENTITY_UNREADABLE",
                "root@h --identity a --identity-on-server b | 2 | INVALID_REQUEST",
                "root@h --secret-env MISSING --identity-on-server /k | 2 | INVALID_REQUEST",
                "root@h --known-hosts /nowhere --identity-on-server /k | 2 | INVALID_REQUEST"
            })
    void whatCannotBeResolvedIsSaidAndNothingIsSent(String arguments, int exitCode, String code) {
        List<String> words = new java.util.ArrayList<>(List.of("pods", "add", "gpu-1"));
        int options = arguments.indexOf(" --");
        words.add(options < 0 ? arguments : arguments.substring(0, options));
        if (options >= 0) {
            words.addAll(List.of(arguments.substring(options + 1).split(" ")));
        }

        Outcome outcome = console.run(words.toArray(String[]::new));

        assertThat(outcome.exitCode()).as(outcome.errors()).isEqualTo(exitCode);
        assertThat(outcome.errors().lines()).hasSize(2).last().asString().endsWith("(" + code + ")");
        assertThat(api.requests()).isEmpty();
    }

    @Test
    void anAgentAloneIsRefusedWithItsOwnCode() {
        console.environment.put("SSH_AUTH_SOCK", "/tmp/agent");

        assertThat(console.run("pods", "add", "gpu-1", "root@h").errors())
                .contains("Only an agent has a key", "(IDENTITY_UNSUPPORTED)");
    }

    @Test
    void setupRegistersOnceAndFollows() {
        api.on("POST /api/v1/pods/gpu-1/setup", Samples.run("run-1", RunStatus.PENDING, null))
                .run(Samples.run("run-1", RunStatus.DONE, null), Samples.end(1, RunEvent.Type.RUN_DONE, null));
        String[] command = {
            "pods",
            "setup",
            "gpu-1",
            "root@gpu-1.example",
            "--identity-on-server",
            "/k",
            "--runtime",
            "0.32.0",
            "--torch-backend",
            "none",
            "--cuda-toolkit",
            "never"
        };

        assertThat(console.run(command).errors()).contains("No answer for GET /api/v1/pods/gpu-1");
        api.on("GET /api/v1/pods/gpu-1", Samples.pod("gpu-1", "READY"));
        Outcome second = console.run(command);

        assertThat(second.exitCode()).isZero();
        assertThat(second.output()).contains("release  ready   0.32.0", "Next: slipway start MODEL --pod gpu-1");
        assertThat(api.requests().stream().filter(request -> request.startsWith("POST /api/v1/pods {")))
                .hasSize(1);
        assertThat(api.requests())
                .contains("POST /api/v1/pods/gpu-1/setup {\"runtime\":\"0.32.0\",\"torchBackend\":\"none\","
                        + "\"cudaToolkit\":\"never\"}");
    }

    @Test
    void setupWithAnotherTargetIsAConflict() {
        api.on("GET /api/v1/pods/gpu-1", Samples.pod("gpu-1", "READY"));

        Outcome outcome = console.run("pods", "setup", "gpu-1", "root@other", "--identity-on-server", "/k");

        assertThat(outcome.exitCode()).isEqualTo(4);
        assertThat(outcome.errors()).contains("is registered as root@gpu-1.example and not as root@other.");
    }

    @Test
    void dryRunPrintsTheScriptAlone() {
        api.on(
                "POST /api/v1/pods/gpu-1/setup",
                new SetUpScript("gpu-1", "#!/bin/sh\necho ready\n", List.of("runtime"), List.of()));

        assertThat(console.run("pods", "setup", "gpu-1", "--dry-run").output()).isEqualTo("#!/bin/sh\necho ready\n");
        assertThat(api.requests()).singleElement().asString().contains("setup?dryRun=true");
    }

    @Test
    void trustShowsBothKeys() throws IOException {
        api.on("GET /api/v1/pods/gpu-1", Samples.pod("gpu-1", "READY"))
                .on("POST /api/v1/pods/gpu-1/trust", new TrustOutcome("gpu-1", "SHA256:old", "SHA256:new"));
        Path known = Files.writeString(folder.resolve("known"), "gpu-1.example " + HOST_KEY + "\n");

        assertThat(console.run("pods", "trust", "gpu-1", "--known-hosts", known.toString())
                        .output())
                .isEqualTo("before  SHA256:old\nnow     SHA256:new\n");
        assertThat(api.requests()).last().asString().contains(HOST_KEY);

        Files.writeString(known, "elsewhere " + HOST_KEY + "\n");
        assertThat(console.run("pods", "trust", "gpu-1", "--known-hosts", known.toString())
                        .exitCode())
                .isEqualTo(2);
    }
}
