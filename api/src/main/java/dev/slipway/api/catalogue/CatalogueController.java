package dev.slipway.api.catalogue;

import dev.slipway.client.catalogue.CatalogueModel;
import dev.slipway.client.catalogue.CatalogueModel.PodFit;
import dev.slipway.client.catalogue.CatalogueVariant;
import dev.slipway.config.catalogue.Catalogue;
import dev.slipway.store.pod.GpuRepository;
import dev.slipway.store.pod.PodRepository;
import dev.slipway.workflows.deployment.KnownModel;
import dev.slipway.workflows.deployment.KnownModels;
import dev.slipway.workflows.pod.PodStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;

/** Known models. */
@Controller("/api/v1/catalogue")
@ExecuteOn(TaskExecutors.BLOCKING)
final class CatalogueController {
    private final KnownModels models;
    private final PodRepository pods;
    private final GpuRepository gpus;

    CatalogueController(Catalogue catalogue, PodRepository pods, GpuRepository gpus) {
        this.models = KnownModels.fromTree(catalogue.tree());
        this.pods = pods;
        this.gpus = gpus;
    }

    /** Known models, how each is known to run, and which of the pods that were set up it fits. */
    @Get
    List<CatalogueModel> list() {
        List<PodGpus> known = pods.findAllOrderByName().stream()
                .filter(pod -> pod.status() == PodStatus.READY)
                .map(pod -> PodGpus.of(pod.name(), gpus.findByIdPodOrderByIdx(pod.name())))
                .toList();
        return models.all().stream().map(model -> view(model, known)).toList();
    }

    private static CatalogueModel view(KnownModel model, List<PodGpus> pods) {
        return new CatalogueModel(
                model.id(),
                model.kind(),
                model.configurations().stream()
                        .map(CatalogueController::variant)
                        .toList(),
                pods.stream().map(pod -> fit(model, pod)).toList());
    }

    private static CatalogueVariant variant(KnownModel.Configuration configuration) {
        return new CatalogueVariant(
                configuration.gpuTypes(),
                configuration.gpus(),
                configuration.arguments(),
                configuration.environment(),
                String.join(" ", configuration.notes()));
    }

    private static PodFit fit(KnownModel model, PodGpus pod) {
        return model.configurations().stream()
                .filter(pod::fits)
                .findFirst()
                .map(configuration -> new PodFit(
                        pod.name(),
                        true,
                        configuration.gpus() == 0 ? "on the CPU" : configuration.gpus() + " × " + pod.family()))
                .orElseGet(() -> new PodFit(pod.name(), false, "known for none of its GPUs: " + pod.display()));
    }
}
