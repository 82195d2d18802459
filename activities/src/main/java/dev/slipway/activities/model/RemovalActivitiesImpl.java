package dev.slipway.activities.model;

import dev.slipway.store.deployment.ModelUse;
import dev.slipway.store.model.ModelKey;
import dev.slipway.store.model.ModelRepository;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.model.ModelQuery;
import dev.slipway.workflows.model.RemovalActivities;
import jakarta.inject.Singleton;
import java.util.List;

/** The inventory's part in the removal of a model. */
@Singleton
public final class RemovalActivitiesImpl implements RemovalActivities {
    private final ModelUse use;
    private final ModelRepository models;
    private final PodPython pythons;

    RemovalActivitiesImpl(ModelUse use, ModelRepository models, PodPython pythons) {
        this.use = use;
        this.models = models;
        this.pythons = pythons;
    }

    @Override
    public String check(ModelQuery query) {
        List<String> users = use.of(query.pod(), query.repository());
        if (!users.isEmpty()) {
            throw Failures.of(
                    FailureCode.MODEL_IN_USE,
                    query.repository() + " on " + query.pod() + " is used by " + String.join(", ", users) + ".");
        }
        return pythons.of(query.pod());
    }

    @Override
    public void forget(ModelQuery query) {
        if (query.revision().isEmpty()) {
            models.deleteByIdPodAndIdRepository(query.pod(), query.repository());
            return;
        }
        models.deleteById(new ModelKey(query.pod(), query.repository(), query.revision()));
    }
}
