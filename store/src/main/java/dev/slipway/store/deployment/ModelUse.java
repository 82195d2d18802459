package dev.slipway.store.deployment;

import dev.slipway.store.pod.PodRepository;
import dev.slipway.store.pod.PodRow;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/** Which deployments use a model of a machine. */
@Singleton
public class ModelUse {
    private final PodRepository pods;
    private final DeploymentRepository deployments;

    ModelUse(PodRepository pods, DeploymentRepository deployments) {
        this.pods = pods;
        this.deployments = deployments;
    }

    /** Names of those that run or may run, under any name of the pod's machine: they share its cache. */
    public List<String> of(String pod, String repository) {
        return namesOf(pod)
                .flatMap(name -> deployments.findByPodOrderByName(name).stream())
                .filter(row -> row.model().equals(repository) && row.status().mayRun())
                .map(DeploymentRow::name)
                .toList();
    }

    private Stream<String> namesOf(String pod) {
        String fingerprint = pods.findById(pod).map(PodRow::fingerprint).orElse("");
        return fingerprint.isEmpty()
                ? Stream.of(pod)
                : pods.findByFingerprint(fingerprint).stream().map(PodRow::name);
    }
}
