package dev.slipway.store.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.store.Rows;
import dev.slipway.store.StoreContract;
import dev.slipway.store.deployment.Leases.LeaseRefused;
import dev.slipway.store.deployment.Leases.Request;
import dev.slipway.store.deployment.Leases.Reservation;
import dev.slipway.store.pod.GpuRepository;
import dev.slipway.store.pod.PodRepository;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeasesTest extends StoreContract {
    private static final List<Integer> PORTS =
            IntStream.rangeClosed(8001, 8100).boxed().toList();

    @BeforeEach
    void twoGpus() {
        bean(PodRepository.class).save(Rows.pod("pod"));
        bean(GpuRepository.class).saveAll(List.of(Rows.gpu("pod", "GPU-1", 0), Rows.gpu("pod", "GPU-2", 1)));
    }

    @Test
    void takesTheFirstFreePortAndAShareOfEachGpu() throws Exception {
        Reservation first = leases().reserve(request("one", 400, "GPU-2", "GPU-1"));
        Reservation second = leases().reserve(request("two", 500, "GPU-1"));

        assertThat(first).isEqualTo(new Reservation(8001, List.of("GPU-2", "GPU-1"), 400));
        assertThat(second.port()).isEqualTo(8002);
        assertThat(leases().taken(List.of("GPU-1", "GPU-2")))
                .containsEntry("GPU-1", 900)
                .containsEntry("GPU-2", 400);
    }

    @Test
    void askingAgainAnswersTheSameAndTakesNothingMore() throws Exception {
        Reservation first = leases().reserve(request("one", 600, "GPU-1"));

        assertThat(leases().reserve(request("one", 600, "GPU-1"))).isEqualTo(first);
        assertThat(leases().taken(List.of("GPU-1"))).containsEntry("GPU-1", 600);
        assertThat(bean(PortLeaseRepository.class).findByDeployment("one")).hasSize(1);
    }

    @Test
    void neverMoreThan95PercentAndThenNothingAtAll() throws Exception {
        leases().reserve(request("one", 500, "GPU-1"));

        assertThatThrownBy(() -> leases().reserve(request("two", 451, "GPU-2", "GPU-1")))
                .isInstanceOfSatisfying(LeaseRefused.class, refused -> assertThat(refused.isPort())
                        .isFalse())
                .hasMessage("GPU GPU-1 has 45 % left and 45.1 % were asked for; held by one.");
        assertThat(leases().taken(List.of("GPU-2"))).isEmpty();
        assertThat(bean(PortLeaseRepository.class).findByDeployment("two")).isEmpty();
        assertThat(leases().reserve(request("two", 450, "GPU-2", "GPU-1")).port())
                .isEqualTo(8002);
    }

    @Test
    void aTakenPortNamesItsHolder() throws Exception {
        leases().reserve(new Request("print", "one", 1, "run", List.of(), 0, List.of(8001)));

        assertThatThrownBy(() -> leases().reserve(new Request("print", "two", 1, "run", List.of(), 0, List.of(8001))))
                .isInstanceOfSatisfying(LeaseRefused.class, refused -> assertThat(refused.isPort())
                        .isTrue())
                .hasMessage("Port 8001 is taken by deployment one.");
        assertThat(leases().reserve(new Request("another machine", "two", 1, "run", List.of(), 0, List.of(8001)))
                        .port())
                .isEqualTo(8001);
    }

    @Test
    void anUnknownGpuIsRefused() {
        assertThatThrownBy(() -> leases().reserve(request("one", 100, "GPU-1", "GPU-9")))
                .isInstanceOf(LeaseRefused.class)
                .hasMessageContaining("GPU-9");
        assertThat(bean(PortLeaseRepository.class).findByDeployment("one")).isEmpty();
    }

    @Test
    void releaseFreesEverythingAndToleratesNothing() throws Exception {
        leases().reserve(request("one", 950, "GPU-1"));
        leases().release("one", 1);
        leases().release("one", 1);
        leases().release("never held", 7);

        assertThat(leases().taken(List.of("GPU-1"))).isEmpty();
        assertThat(leases().reserve(request("two", 950, "GPU-1")).port()).isEqualTo(8001);
    }

    @Test
    void anInstanceHoldsItsOwnBesideAnotherOfTheSameDeployment() throws Exception {
        leases().reserve(request("one", 400, "GPU-1"));
        leases().reserve(new Request("print", "one", 2, "run", List.of("GPU-1"), 400, PORTS));
        leases().release("one", 1);

        assertThat(leases().taken(List.of("GPU-1"))).containsEntry("GPU-1", 400);
    }

    @Test
    void manyAtOnceNeverPassTheLimitAndNeverShareAPort() throws Exception {
        var granted = atOnce(60, number -> {
            List<String> uuids = number % 2 == 0 ? List.of("GPU-1", "GPU-2") : List.of("GPU-2", "GPU-1");
            return leases().reserve(new Request("print", "d" + number, 1, "run", uuids, 100, PORTS));
        });

        assertThat(granted).hasSize(9);
        assertThat(granted).extracting(Reservation::port).doesNotHaveDuplicates();
        assertThat(leases().taken(List.of("GPU-1", "GPU-2")).values()).containsExactly(900, 900);
        assertThat(bean(PortLeaseRepository.class).findByIdFingerprint("print")).hasSize(9);
    }

    @Test
    void manyAtOnceWithoutGpusEachGetAPortOfTheirOwn() throws Exception {
        var granted = atOnce(
                40, number -> leases().reserve(new Request("print", "d" + number, 1, "run", List.of(), 0, PORTS)));

        assertThat(granted).hasSize(40);
        assertThat(granted).extracting(Reservation::port).doesNotHaveDuplicates();
    }

    @Test
    void theSameInstanceAtOnceGetsOneReservation() throws Exception {
        var granted =
                atOnce(20, number -> leases().reserve(new Request("print", "same", 1, "run", List.of(), 0, PORTS)));

        assertThat(granted).hasSize(20);
        assertThat(granted)
                .extracting(Reservation::port)
                .containsOnly(granted.getFirst().port());
        assertThat(bean(PortLeaseRepository.class).findByDeployment("same")).hasSize(1);
    }

    private Leases leases() {
        return bean(Leases.class);
    }

    private static Request request(String deployment, int share, String... uuids) {
        return new Request("print", deployment, 1, "run", List.of(uuids), share, PORTS);
    }

    /** Runs all at the same time; answers what was granted, leaves out what was refused, fails for anything else. */
    private static List<Reservation> atOnce(int count, Attempt attempt) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = IntStream.range(0, count)
                    .<Callable<List<Reservation>>>mapToObj(number -> () -> {
                        try {
                            return List.of(attempt.reserve(number));
                        } catch (LeaseRefused refused) {
                            return List.of();
                        }
                    })
                    .toList();
            var granted = new ArrayList<Reservation>();
            for (Future<List<Reservation>> each : threads.invokeAll(tasks)) {
                granted.addAll(each.get());
            }
            return granted;
        }
    }

    private interface Attempt {
        Reservation reserve(int number) throws LeaseRefused;
    }
}
