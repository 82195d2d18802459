package dev.slipway.workflows.deployment;

import static dev.slipway.workflows.deployment.PlanSamples.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.workflows.deployment.PlanInputs.GpuLoad;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever is asked for in whatever order: reservations never collide, and an argument stays one argument. */
final class ServerPlannerPropertiesTest {
    private final ServerPlanner planner = new ServerPlanner(KnownModels.none());

    @Property(tries = 200)
    void portsAreUniqueAndSharesStayWithinTheLimit(
            @ForAll @IntRange(min = 1, max = 8) int gpuCount, @ForAll("requests") List<Request> requests) {
        var ports = new HashMap<Integer, String>();
        var taken = new HashMap<String, Integer>();
        for (Request request : requests) {
            ServerSpec spec =
                    withGpus(withMemory(withPort(spec("a/b"), request.port()), request.percent()), request.gpus());
            try {
                ServerPlan plan = planner.plan(spec, inputs(gpuCount, taken, ports));
                assertThat(ports).doesNotContainKey(plan.port());
                ports.put(plan.port(), "web");
                plan.gpuUuids().forEach(uuid -> taken.merge(uuid, plan.memoryPercent() * 10, Integer::sum));
                assertThat(plan.gpuUuids()).doesNotHaveDuplicates();
            } catch (PlanRefused refused) {
                assertThat(refused.failure().message()).endsWith(".");
            }
            assertThat(taken.values()).allMatch(permille -> permille <= 950);
        }
    }

    @Property(tries = 200)
    void equalServersSpreadEvenly(@ForAll @IntRange(min = 2, max = 5) int gpuCount) throws PlanRefused {
        var taken = new HashMap<String, Integer>();
        var ports = new HashMap<Integer, String>();
        for (int each = 0; each < gpuCount * 2; each++) {
            ServerPlan plan = planner.plan(withMemory(spec("a/b"), 40), inputs(gpuCount, taken, ports));
            plan.gpuUuids().forEach(uuid -> taken.merge(uuid, 400, Integer::sum));
            ports.put(plan.port(), "web");
        }
        assertThat(taken.values()).hasSize(gpuCount).allMatch(permille -> permille == 800);
    }

    @Property(tries = 300)
    void aRawValueIsHandedOverAsItIs(@ForAll String value) throws PlanRefused {
        ServerPlan plan = planner.plan(spec("a/b", "--chat-template=" + value), cpuPod());

        assertThat(plan.command()).endsWith("--chat-template=" + value);
    }

    @Provide
    Arbitrary<List<Request>> requests() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.integers().between(1, 95),
                        Arbitraries.of(0, 0, 8001, 8002, 9000))
                .as(Request::new)
                .list()
                .ofMaxSize(30);
    }

    private static PlanInputs inputs(int gpuCount, Map<String, Integer> taken, Map<Integer, String> ports) {
        var loads = new ArrayList<GpuLoad>();
        for (GpuLoad load : h100(gpuCount)) {
            loads.add(load(load.gpu(), taken.getOrDefault(load.gpu().uuid(), 0), ""));
        }
        return withPorts(pod(loads), 8001, 8010, ports);
    }

    record Request(int gpus, int percent, int port) {}
}
