package dev.slipway.activities.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.activities.testing.PodBed;
import dev.slipway.store.model.ModelKey;
import dev.slipway.store.model.ModelRepository;
import dev.slipway.store.model.ModelRow;
import dev.slipway.store.pod.PodRepository;
import dev.slipway.store.pod.PodRow;
import dev.slipway.testpods.gpu.FakeNvidiaSmi;
import dev.slipway.testpods.openssh.HomeSpec;
import dev.slipway.testpods.openssh.RealSshd;
import dev.slipway.testpods.openssh.SshLogin;
import dev.slipway.testpods.process.PodFolder;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.model.ModelStatus;
import dev.slipway.workflows.pod.FactsRequest;
import dev.slipway.workflows.pod.GpuState;
import dev.slipway.workflows.pod.PodAccess;
import dev.slipway.workflows.pod.PodActivities;
import dev.slipway.workflows.pod.PodFacts;
import dev.slipway.workflows.pod.PodStatus;
import io.temporal.testing.TestActivityEnvironment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Looking at pods on a real OpenSSH server, and what the store then knows of them. */
@Tag("real")
@Timeout(60)
class PodActivitiesTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    private final RealSshd sshd = RealSshd.start();
    private final PodBed bed = PodBed.withHubToken("hub-secret");
    private final TestActivityEnvironment environment = TestActivityEnvironment.newInstance();
    private final PodActivities pods = environment.newActivityStub(PodActivities.class);

    @BeforeEach
    void register() {
        environment.registerActivitiesImplementations(bed.bean(PodActivitiesImpl.class));
        bed.addPod("a", sshd.login(), Map.of("PLAIN", "shown"), Map.of("KEY_OF_POD", "pod-secret"));
    }

    @AfterEach
    void close() {
        environment.close();
        bed.close();
        sshd.close();
    }

    @Test
    void theFirstContactPinsTheHostKeyAndLearnsWhatTheMachineIs() {
        PodAccess access = pods.beginSetUp("a");

        PodRow row = row("a");
        assertThat(row.status()).isEqualTo(PodStatus.SETTING_UP);
        assertThat(row.hostKey()).isEqualTo(sshd.login().hostKey());
        assertThat(row.bootIdentity()).isNotEmpty();
        assertThat(row.fingerprint()).startsWith("host-").isEqualTo(access.fingerprint());
        assertThat(access.display()).isEqualTo(sshd.login().target());
        assertThat(access.root()).isEqualTo(sshd.login().home() + "/.slipway");
        assertThat(access.environment()).containsExactly(Map.entry("PLAIN", "shown"));
        assertThat(access.secretNames()).containsExactly("KEY_OF_POD");
        assertThat(access.hubToken()).isTrue();
        assertThat(access.toString()).doesNotContain("secret,", "pod-secret", "hub-secret");
    }

    @Test
    void lookingAtAPodIsNoSetUp() {
        pods.connect("a");

        assertThat(row("a").status()).isEqualTo(PodStatus.NEW);
        assertThat(row("a").fingerprint()).isNotEmpty();
    }

    @Test
    void aSecondNameForAMachineIsRefusedAndChangesNothing() {
        pods.connect("a");
        bed.addPod("b", sshd.login(), Map.of());

        assertRefused(() -> pods.connect("b"), FailureCode.POD_DUPLICATE, "under the name a");

        assertThat(row("b").fingerprint()).isEmpty();
    }

    @Test
    void anotherHomeOfTheMachineIsAnotherPod() {
        pods.connect("a");
        bed.addPod("b", sshd.addHome(HomeSpec.named("other")), Map.of());

        assertThat(pods.connect("b").fingerprint()).isNotEqualTo(row("a").fingerprint());
    }

    @Test
    void aChangedHostKeyIsLoudAndNamesBothKeys() {
        pods.connect("a");
        String pinned = row("a").hostKey();
        sshd.changeHostKey();
        sshd.dropConnections();

        // A connection that was open may be found lost first; the next attempt is told.
        assertThatThrownBy(() -> pods.connect("a")).isNotNull();
        assertRefused(() -> pods.connect("a"), FailureCode.HOST_KEY_CHANGED, "SHA256:");

        assertThat(row("a").hostKey()).isEqualTo(pinned);
    }

    @Test
    void aPodThatIsNotThereHasItsOwnCode() {
        assertRefused(() -> pods.connect("nobody"), FailureCode.POD_NOT_FOUND, "nobody");
        sshd.stopListening();
        assertRefused(
                () -> pods.connect("a"),
                FailureCode.CONNECTION_REFUSED,
                sshd.login().target());
    }

    @Test
    void factsOfAMachineWithGpusAreWrittenDown() {
        new FakeNvidiaSmi(sshd.login().home().resolve("bin")).install("h100x8");

        PodFacts facts = gather("");
        pods.recordFacts("a", facts);

        assertThat(facts.gpus().state()).isEqualTo(GpuState.PRESENT);
        assertThat(facts.runtime()).isNull();
        assertThat(facts.machine().home()).isEqualTo(sshd.login().home().toString());
        assertThat(row("a").facts()).contains("H100").doesNotContain("secret");
    }

    @Test
    void aRuntimeThatDoesNotImportIsFoundWithWhatItSays() {
        Path python = sshd.login().home().resolve(".slipway/runtimes/broken/bin/python");
        PodFolder.executable(PodFolder.write(python, "#!/bin/sh\necho 'ImportError: libcudart.so' >&2\nexit 1\n"));

        PodFacts facts = gather("broken");

        assertThat(facts.runtimes()).containsExactly("broken");
        assertThat(facts.runtime()).isNotNull().satisfies(check -> {
            assertThat(check.works()).isFalse();
            assertThat(check.log()).containsExactly("ImportError: libcudart.so");
        });
    }

    @Test
    void theImportRunsInThePodsEnvironmentAndWithoutItsSecrets() {
        Path python = sshd.login().home().resolve(".slipway/runtimes/told/bin/python");
        PodFolder.executable(PodFolder.write(python, "#!/bin/sh\necho \"$PLAIN/$KEY_OF_POD/$HF_TOKEN\"\nexit 1\n"));

        PodFacts facts = gather("told");

        assertThat(facts.runtime()).isNotNull().satisfies(check -> assertThat(check.log())
                .containsExactly("shown//"));
    }

    @Test
    void modelsInTheCacheOfThePodAreFoundOnceAndAVerifiedOneIsLeftAlone() {
        Path hub = sshd.login().home().resolve(".cache/huggingface/hub");
        cache(hub, "models--org--new");
        cache(hub, "models--org--known");
        var known = new ModelKey("a", "org/known", COMMIT);
        var verified = new ModelRow(known, "main", ModelStatus.VERIFIED, 7, 1, "/path", "run", 5, 5);
        bed.bean(ModelRepository.class).put(verified);

        assertThat(gather("").storage().models()).isEqualTo(2);
        gather("");

        List<ModelRow> rows = bed.bean(ModelRepository.class).findByIdPodOrderByUpdatedAtDesc("a");
        assertThat(rows).hasSize(2).contains(verified);
        assertThat(rows)
                .filteredOn(each -> each.id().repository().equals("org/new"))
                .singleElement()
                .satisfies(row -> assertThat(row.status()).isEqualTo(ModelStatus.FOUND))
                .satisfies(row -> assertThat(row.fileCount()).isEqualTo(1));
    }

    @Test
    void modelsAreFoundWhereThePodsEnvironmentSaysThatTheHubsFolderIs() {
        SshLogin login = sshd.addHome(HomeSpec.named("other"));
        Path hubHome = login.home().resolve("data/hugging face");
        bed.addPod("b", login, Map.of("HF_HOME", hubHome.toString()));
        cache(hubHome.resolve("hub"), "models--org--there");
        cache(login.home().resolve(".cache/huggingface/hub"), "models--org--elsewhere");

        assertThat(pods.gatherFacts(new FactsRequest("b", "", "", "")).storage().models())
                .isEqualTo(1);

        assertThat(bed.bean(ModelRepository.class).findByIdPodOrderByUpdatedAtDesc("b"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.id()).isEqualTo(new ModelKey("b", "org/there", COMMIT));
                    assertThat(row.status()).isEqualTo(ModelStatus.FOUND);
                    assertThat(Path.of(row.path())).startsWith(hubHome);
                });
    }

    private PodFacts gather(String runtime) {
        return pods.gatherFacts(new FactsRequest("a", runtime, "", ""));
    }

    private PodRow row(String pod) {
        return bed.bean(PodRepository.class).findById(pod).orElseThrow();
    }

    private static void cache(Path hub, String folder) {
        Path model = hub.resolve(folder);
        PodFolder.write(model.resolve("refs/main"), COMMIT);
        PodFolder.write(model.resolve("snapshots").resolve(COMMIT).resolve("config.json"), "{}");
    }

    private static void assertRefused(ThrowingCallable call, FailureCode code, String said) {
        assertThatThrownBy(call).satisfies(thrown -> {
            assertThat(Failures.read(thrown).code()).isEqualTo(code);
            assertThat(Failures.read(thrown).message()).contains(said);
        });
    }
}
