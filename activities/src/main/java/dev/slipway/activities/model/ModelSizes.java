package dev.slipway.activities.model;

import dev.slipway.store.model.ModelRepository;
import dev.slipway.store.model.ModelRow;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.model.ModelQuery;
import dev.slipway.workflows.model.ModelStatus;
import io.temporal.failure.ApplicationFailure;
import jakarta.inject.Singleton;

/** How large models are: from the store where a pod has them, else from the Hub. */
@Singleton
public final class ModelSizes {
    private final ModelRepository models;
    private final ModelActivitiesImpl hub;

    ModelSizes(ModelRepository models, ModelActivitiesImpl hub) {
        this.models = models;
        this.hub = hub;
    }

    /**
     * Bytes of all files of a model; 0 when the Hub gives no answer.
     *
     * @throws ApplicationFailure when the Hub has no such model, or does not give it to us
     */
    public long of(String pod, String repository, String revision) {
        return models.findByIdPodAndIdRepository(pod, repository).stream()
                .filter(row -> row.status() == ModelStatus.VERIFIED)
                .filter(row ->
                        row.branch().equals(revision) || row.id().revision().equals(revision))
                .mapToLong(ModelRow::sizeBytes)
                .findFirst()
                .orElseGet(() -> asked(new ModelQuery(pod, repository, revision)));
    }

    private long asked(ModelQuery query) {
        try {
            return hub.inspect(query).sizeBytes();
        } catch (ApplicationFailure thrown) {
            Failure failure = Failures.read(thrown);
            if (failure.code() == FailureCode.HUB_UNREACHABLE || failure.code() == FailureCode.HUB_THROTTLED) {
                return 0;
            }
            throw thrown;
        }
    }
}
