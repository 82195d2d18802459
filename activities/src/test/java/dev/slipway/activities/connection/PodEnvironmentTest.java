package dev.slipway.activities.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.activities.testing.PodBed;
import dev.slipway.store.pod.PodRepository;
import dev.slipway.store.pod.PodRow;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.job.JobSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which variables and which secrets reach what runs on a pod. */
class PodEnvironmentTest {
    private final PodBed bed = PodBed.withHubToken("token-of-worker");
    private final PodEnvironment environment = bed.bean(PodEnvironment.class);

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void plainVariablesAreThePodsAndThoseThatAreAddedWin() {
        PodRow pod = pod("a", Map.of("HF_ENDPOINT", "http://hub", "MODE", "pod"), Map.of("KEY", "secret"));

        assertThat(environment.plain(pod, Map.of("MODE", "added")))
                .containsExactly(Map.entry("HF_ENDPOINT", "http://hub"), Map.entry("MODE", "added"));
    }

    @Test
    void theHubsCacheIsInTheFolderForModelsUnlessThePodSaysOtherwise() {
        assertThat(environment.plain(withModels(pod("a", Map.of(), Map.of())), Map.of()))
                .containsEntry("HF_HOME", "/data/models");
        assertThat(environment.plain(withModels(pod("b", Map.of("HF_HOME", "/own"), Map.of())), Map.of()))
                .containsEntry("HF_HOME", "/own");
    }

    @Test
    void onlySecretsThatAreAskedForAreGiven() {
        PodRow pod = pod("a", Map.of(), Map.of("B", "b-secret", "A", "a-secret"));

        assertThat(environment.secrets(pod, List.of())).isEmpty();
        assertThat(environment.secrets(pod, List.of("A", "NOBODY_GAVE_IT")))
                .containsExactly(Map.entry("A", "a-secret"));
        assertThat(environment.secrets(pod, List.of(JobSpec.ALL_SECRETS_OF_POD)))
                .containsOnly(Map.entry("A", "a-secret"), Map.entry("B", "b-secret"));
        assertThat(environment.secretNames(pod)).containsExactly("A", "B");
    }

    @Test
    void theTokenOfThePodCountsBeforeThatOfTheWorker() {
        PodRow with = pod("with", Map.of(), Map.of("HF_TOKEN", "token-of-pod"));
        PodRow without = pod("without", Map.of(), Map.of());

        assertThat(environment.secrets(with, List.of("HF_TOKEN"))).containsValue("token-of-pod");
        assertThat(environment.secrets(without, List.of("HF_TOKEN"))).containsValue("token-of-worker");
        assertThat(environment.secretNames(without)).isEmpty();
    }

    @Test
    void secretsOfAnotherPodCannotBeOpenedAndTheFailureHoldsNone() {
        PodRow other = pod("other", Map.of(), Map.of("KEY", "other-secret"));
        PodRow pod = withSecrets(pod("a", Map.of(), Map.of()), other.secretsSealed());

        assertThatThrownBy(() -> environment.secretNames(pod)).satisfies(thrown -> {
            assertThat(Failures.read(thrown).code()).isEqualTo(FailureCode.SECRET_UNREADABLE);
            assertThat(thrown.toString()).doesNotContain("other-secret");
        });
    }

    private PodRow pod(String name, Map<String, String> plain, Map<String, String> secrets) {
        bed.addPodOutOfReach(name, plain, secrets);
        return row(name);
    }

    private PodRow row(String name) {
        return bed.bean(PodRepository.class).findById(name).orElseThrow();
    }

    private PodRow withModels(PodRow pod) {
        bed.bean(PodRepository.class).setModelsPath(pod.name(), "/data/models", 2);
        return row(pod.name());
    }

    private PodRow withSecrets(PodRow pod, byte @org.jspecify.annotations.Nullable [] sealed) {
        bed.bean(PodRepository.class).setSecrets(pod.name(), sealed, 2);
        return row(pod.name());
    }
}
