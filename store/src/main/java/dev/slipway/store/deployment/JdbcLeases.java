package dev.slipway.store.deployment;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.summingInt;
import static java.util.stream.Collectors.toMap;

import dev.slipway.store.pod.GpuRepository;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Leases in tables. A grant locks the rows of its GPUs first, in the order of their UUIDs, so two grants never wait for each
 * other in a circle; the port comes last, and is unique by its key. Nothing is written before everything is checked.
 */
@Singleton
final class JdbcLeases implements Leases {
    /** Most of a GPU that is given away, in thousandths. */
    private static final int MOST_PERMILLE = 950;

    private final TransactionOperations<Connection> transactions;
    private final GpuRepository gpus;
    private final GpuLeaseRepository gpuLeases;
    private final PortLeaseRepository portLeases;

    JdbcLeases(
            TransactionOperations<Connection> transactions,
            GpuRepository gpus,
            GpuLeaseRepository gpuLeases,
            PortLeaseRepository portLeases) {
        this.transactions = transactions;
        this.gpus = gpus;
        this.gpuLeases = gpuLeases;
        this.portLeases = portLeases;
    }

    @Override
    public Reservation reserve(Request request) throws LeaseRefused {
        Answer answer = transactions.executeWrite(status -> decide(request));
        return switch (answer) {
            case Granted(Reservation reservation) -> reservation;
            case Refused(boolean port, String why) -> throw new LeaseRefused(port, why);
        };
    }

    private Answer decide(Request request) {
        Set<String> locked = lock(request.gpuUuids());
        Optional<Answer> held = held(request);
        if (held.isPresent()) {
            return held.get();
        }
        for (String uuid : request.gpuUuids()) {
            if (!locked.contains(uuid)) {
                return new Refused(false, "GPU " + uuid + " is not known.");
            }
        }
        return overcommitted(request).orElseGet(() -> takePort(request));
    }

    private Set<String> lock(List<String> uuids) {
        if (uuids.isEmpty()) {
            return Set.of();
        }
        return Set.copyOf(gpus.lock(uuids));
    }

    /** What the instance holds already. */
    private Optional<Answer> held(Request request) {
        return portLeases
                .findByDeploymentAndInstance(request.deployment(), request.instance())
                .map(port -> new Granted(reservation(request, port.id().port())));
    }

    private Reservation reservation(Request request, int port) {
        var rows = gpuLeases.findByIdDeploymentAndIdInstanceOrderByIdGpuUuid(request.deployment(), request.instance());
        var uuids = rows.stream().map(row -> row.id().gpuUuid()).toList();
        boolean asAsked = Set.copyOf(uuids).equals(Set.copyOf(request.gpuUuids()));
        int share = rows.isEmpty() ? request.sharePermille() : rows.getFirst().sharePermille();
        return new Reservation(port, asAsked ? List.copyOf(request.gpuUuids()) : uuids, share);
    }

    private Optional<Answer> overcommitted(Request request) {
        if (request.gpuUuids().isEmpty()) {
            return Optional.empty();
        }
        var leases = gpuLeases.findByIdGpuUuidInList(request.gpuUuids()).stream()
                .collect(groupingBy(row -> row.id().gpuUuid()));
        return request.gpuUuids().stream()
                .flatMap(uuid -> tooMuch(uuid, request.sharePermille(), leases.getOrDefault(uuid, List.of())).stream())
                .findFirst();
    }

    private static Optional<Answer> tooMuch(String uuid, int asked, List<GpuLeaseRow> leases) {
        int left = MOST_PERMILLE
                - leases.stream().mapToInt(GpuLeaseRow::sharePermille).sum();
        if (asked <= left) {
            return Optional.empty();
        }
        String holders = leases.stream()
                .map(row -> row.id().deployment())
                .distinct()
                .sorted()
                .collect(joining(", "));
        return Optional.of(new Refused(
                false,
                "GPU %s has %s %% left and %s %% were asked for%s."
                        .formatted(
                                uuid, percent(left), percent(asked), holders.isEmpty() ? "" : "; held by " + holders)));
    }

    private static String percent(int permille) {
        return permille % 10 == 0 ? String.valueOf(permille / 10) : permille / 10 + "." + permille % 10;
    }

    private Answer takePort(Request request) {
        Map<Integer, PortLeaseRow> taken = portLeases.findByIdFingerprint(request.fingerprint()).stream()
                .collect(toMap(row -> row.id().port(), row -> row));
        long now = System.currentTimeMillis();
        for (int port : request.ports()) {
            if (!taken.containsKey(port) && take(request, port, now) == 1) {
                return takeGpus(request, port, now);
            }
        }
        // A repetition of this very request may have been faster; otherwise the ports are gone.
        return held(request).orElseGet(() -> new Refused(true, noPort(request.ports(), taken)));
    }

    private int take(Request request, int port, long now) {
        return portLeases.take(
                request.fingerprint(), port, request.deployment(), request.instance(), request.runId(), now);
    }

    private Answer takeGpus(Request request, int port, long now) {
        for (String uuid : request.gpuUuids()) {
            var key = new GpuLeaseKey(uuid, request.deployment(), request.instance());
            gpuLeases.save(new GpuLeaseRow(key, request.sharePermille(), request.runId(), now));
        }
        return new Granted(new Reservation(port, List.copyOf(request.gpuUuids()), request.sharePermille()));
    }

    private static String noPort(List<Integer> ports, Map<Integer, PortLeaseRow> taken) {
        if (ports.size() != 1) {
            return "None of the %d ports that came into question is free.".formatted(ports.size());
        }
        PortLeaseRow holder = taken.get(ports.getFirst());
        String by = holder == null ? "" : " by deployment " + holder.deployment();
        return "Port %d is taken%s.".formatted(ports.getFirst(), by);
    }

    @Override
    public void release(String deployment, int instance) {
        transactions.executeWrite(status -> {
            gpuLeases.deleteByIdDeploymentAndIdInstance(deployment, instance);
            portLeases.deleteByDeploymentAndInstance(deployment, instance);
            return true;
        });
    }

    @Override
    public Map<String, Integer> taken(List<String> gpuUuids) {
        if (gpuUuids.isEmpty()) {
            return Map.of();
        }
        return gpuLeases.findByIdGpuUuidInList(gpuUuids).stream()
                .collect(groupingBy(row -> row.id().gpuUuid(), summingInt(GpuLeaseRow::sharePermille)));
    }

    private sealed interface Answer {}

    private record Granted(Reservation reservation) implements Answer {}

    private record Refused(boolean port, String why) implements Answer {}
}
