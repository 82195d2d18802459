package dev.slipway.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.store.deployment.DeploymentRepository;
import dev.slipway.store.deployment.InstanceRepository;
import dev.slipway.store.model.ModelKey;
import dev.slipway.store.model.ModelRepository;
import dev.slipway.store.pod.GpuRepository;
import dev.slipway.store.pod.PodRepository;
import dev.slipway.store.pod.RuntimeRepository;
import dev.slipway.store.token.TokenRepository;
import dev.slipway.store.token.TokenRevocation;
import dev.slipway.store.token.TokenRow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InventoryTest extends StoreContract {
    @Test
    void aPodIsFoundByNameAndFingerprint() {
        var pods = bean(PodRepository.class);
        pods.save(Rows.pod("b"));
        pods.save(Rows.pod("a"));

        assertThat(pods.findAllOrderByName()).extracting(row -> row.name()).containsExactly("a", "b");
        assertThat(pods.findByFingerprint("print-b"))
                .extracting(row -> row.name())
                .containsExactly("b");
    }

    @Test
    void removingAPodRemovesItsGpusRuntimesAndModels() {
        var pods = bean(PodRepository.class);
        pods.save(Rows.pod("a"));
        bean(GpuRepository.class).save(Rows.gpu("a", "GPU-1", 0));
        bean(RuntimeRepository.class).save(Rows.runtime("a", "release", 1));
        bean(ModelRepository.class).save(Rows.model("a", "c1", 1));

        pods.deleteById("a");

        assertThat(bean(GpuRepository.class).findAll()).isEmpty();
        assertThat(bean(RuntimeRepository.class).findAll()).isEmpty();
        assertThat(bean(ModelRepository.class).findAll()).isEmpty();
    }

    @Test
    void ofTwoAdminsThatAreRevokedAtOnceOneStays() throws Exception {
        var tokens = bean(TokenRepository.class);
        var revocation = bean(TokenRevocation.class);
        for (int round = 0; round < 10; round++) {
            String prefix = "r" + round;
            tokens.save(new TokenRow(prefix + "a", prefix + "a", prefix + "a", "admin", 1, 0));
            tokens.save(new TokenRow(prefix + "b", prefix + "b", prefix + "b", "admin", 1, 0));

            List<TokenRevocation.Outcome> outcomes = new ArrayList<>();
            try (var threads = Executors.newFixedThreadPool(2)) {
                var both = Stream.of("a", "b")
                        .<Callable<TokenRevocation.Outcome>>map(
                                which -> () -> revocation.revoke(prefix + which, "admin", 5))
                        .toList();
                for (var each : threads.invokeAll(both)) {
                    outcomes.add(each.get());
                }
            }

            assertThat(outcomes)
                    .containsExactlyInAnyOrder(TokenRevocation.Outcome.REVOKED, TokenRevocation.Outcome.LAST);
            tokens.deleteAll();
        }
        assertThat(revocation.revoke("nobody", "admin", 5)).isEqualTo(TokenRevocation.Outcome.UNKNOWN);
    }

    @Test
    void gpusComeInOrderAndAreReplaced() {
        bean(PodRepository.class).save(Rows.pod("a"));
        var gpus = bean(GpuRepository.class);
        gpus.saveAll(List.of(Rows.gpu("a", "GPU-2", 1), Rows.gpu("a", "GPU-1", 0)));

        assertThat(gpus.findByIdPodOrderByIdx("a"))
                .extracting(row -> row.id().uuid())
                .containsExactly("GPU-1", "GPU-2");
        gpus.deleteByIdPod("a");
        assertThat(gpus.findByIdPodOrderByIdx("a")).isEmpty();
    }

    @Test
    void runtimesAndModelsComeNewestFirstAndAreUpdatedByTheirKey() {
        bean(PodRepository.class).save(Rows.pod("a"));
        var runtimes = bean(RuntimeRepository.class);
        runtimes.save(Rows.runtime("a", "release", 1));
        runtimes.save(Rows.runtime("a", "nightly", 2));
        runtimes.update(Rows.runtime("a", "release", 3));
        assertThat(runtimes.findByIdPodOrderByUpdatedAtDesc("a"))
                .extracting(row -> row.id().name())
                .containsExactly("release", "nightly");

        var models = bean(ModelRepository.class);
        models.save(Rows.model("a", "c1", 1));
        models.put(Rows.model("a", "c2", 2));
        models.put(Rows.model("a", "c1", 3));
        assertThat(models.findByIdPodOrderByUpdatedAtDesc("a"))
                .extracting(row -> row.id().revision())
                .containsExactly("c1", "c2");
        assertThat(models.findByIdPodAndIdRepository("a", "org/model")).hasSize(2);
        assertThat(models.findById(new ModelKey("a", "org/model", "c2"))).contains(Rows.model("a", "c2", 2));
    }

    @Test
    void deploymentsAndTheirInstances() {
        var deployments = bean(DeploymentRepository.class);
        deployments.save(Rows.deployment("two", "a"));
        deployments.save(Rows.deployment("one", "a"));
        assertThat(deployments.findAllOrderByName())
                .extracting(row -> row.name())
                .containsExactly("one", "two");
        assertThat(deployments.findByPodOrderByName("b")).isEmpty();

        var instances = bean(InstanceRepository.class);
        instances.save(Rows.instance("one", 2));
        instances.save(Rows.instance("one", 1));
        assertThat(instances.findByIdDeploymentOrderByIdNumber("one"))
                .extracting(row -> row.id().number())
                .containsExactly(1, 2);
        assertThat(instances.findByPod("a")).hasSize(2);
    }

    @Test
    void tokensAreFoundByHash() {
        var tokens = bean(TokenRepository.class);
        tokens.save(new TokenRow("id", "name", "hash", "admin", 1, 0));
        assertThat(tokens.findByHash("hash")).isPresent();
        assertThat(tokens.findByHash("other")).isEmpty();
        assertThat(tokens.findByName("name")).isPresent();
        assertThat(tokens.findAllOrderByName()).hasSize(1);
    }
}
