package dev.slipway.activities.deployment;

import static dev.slipway.activities.deployment.ServerBed.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.store.deployment.DeploymentRow;
import dev.slipway.testpods.simulated.PodFaults;
import dev.slipway.workflows.deployment.DeploymentStatus;
import dev.slipway.workflows.deployment.DesiredState;
import dev.slipway.workflows.run.RunStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What nobody is at work on keeps its GPUs and its port exactly as long as something of it lives that is wanted. */
@Timeout(120)
class LeaseReconcilerTest {
    private static final Duration WAIT = Duration.ofSeconds(30);

    private static ServerBed bed;

    @BeforeAll
    static void open() {
        bed = new ServerBed();
    }

    @AfterAll
    static void close() {
        bed.close();
    }

    @AfterEach
    void clear() {
        bed.pod.faults(PodFaults.none());
        bed.pod.link().accept();
        bed.clear();
    }

    @Test
    void a_server_that_lives_and_is_wanted_is_left_alone() {
        started("wanted");
        List<String> servers = bed.servers();

        bed.reconcile(Duration.ofDays(1));

        assertThat(bed.servers()).hasSize(1).isEqualTo(servers);
        assertThat(bed.leases()).isEqualTo(2);
        assertThat(bed.deployment("wanted").status()).isEqualTo(DeploymentStatus.READY);
        assertThat(bed.stop("wanted", 0).status()).isEqualTo(RunStatus.DONE);
    }

    @Test
    void what_a_dead_server_held_is_released_once_its_pod_can_be_asked() {
        started("killed");
        bed.pod.killProcesses();
        bed.pod.link().refuse();
        bed.pod.link().drop();
        bed.reconcile(Duration.ofDays(1));
        assertThat(bed.leases()).as("nobody knows how the server is").isEqualTo(2);

        bed.pod.link().accept();
        bed.reconcile(Duration.ofDays(1));

        assertThat(bed.leases()).isZero();
        await().atMost(WAIT).until(() -> bed.deployment("killed").status() == DeploymentStatus.DEAD);
        assertThat(bed.deployment("killed").reasonCode()).isEqualTo("SERVER_CRASHED");
        started("killed");
        assertThat(bed.servers()).hasSize(1);
    }

    @Test
    void a_start_that_was_ended_from_outside_is_released_when_its_server_is_gone() {
        bed.pod.faults(PodFaults.none().vllmStarts(Duration.ofSeconds(60)));
        String run = bed.begin(spec("abandoned"));
        await().atMost(WAIT).until(() -> !bed.servers().isEmpty());
        bed.reconcile(Duration.ofDays(1));
        assertThat(bed.leases()).as("its run is at work on it").isEqualTo(2);

        bed.abandon("abandoned", run);
        bed.reconcile(Duration.ofDays(1));
        assertThat(bed.leases()).as("its server lives, and is wanted").isEqualTo(2);
        bed.pod.killProcesses();
        bed.reconcile(Duration.ZERO);
        assertThat(bed.leases()).as("an activity may still be at work").isEqualTo(2);
        bed.reconcile(Duration.ofMinutes(3));

        assertThat(bed.leases()).isZero();
        bed.pod.faults(PodFaults.none());
        started("abandoned");
    }

    @Test
    void a_server_that_nobody_wants_is_ended_and_what_it_held_is_released() {
        started("unwanted");
        bed.terminate("unwanted");
        DeploymentRow row = bed.deployment("unwanted");
        bed.put(ServerBed.with(row, DesiredState.STOPPED, DeploymentStatus.STOPPING, row.apiKeySealed()));

        bed.reconcile(Duration.ofDays(1));

        assertThat(bed.servers()).isEmpty();
        assertThat(bed.leases()).isZero();
        assertThat(bed.stop("unwanted", 0).status()).isEqualTo(RunStatus.DONE);
        assertThat(bed.deployment("unwanted").status()).isEqualTo(DeploymentStatus.STOPPED);
    }

    private static void started(String name) {
        assertThat(bed.start(spec(name)).status()).isEqualTo(RunStatus.DONE);
    }
}
