package dev.slipway.activities.deployment;

import dev.slipway.config.secret.SecretBox;
import dev.slipway.config.secret.SecretBox.SecretUnreadable;
import dev.slipway.config.secret.SecretLookup;
import dev.slipway.store.deployment.DeploymentRepository;
import dev.slipway.store.deployment.DeploymentRow;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Base64;

/** Keys that servers ask their callers for: {@code SLIPWAY_API_KEY} where it is set, else one for each deployment. */
@Singleton
final class ApiKeys {
    private static final int RANDOM_BYTES = 32;

    private final DeploymentRepository deployments;
    private final SecretBox box;
    private final SecretLookup lookup;
    private final SecureRandom random = new SecureRandom();

    ApiKeys(DeploymentRepository deployments, SecretBox box, SecretLookup lookup) {
        this.deployments = deployments;
        this.box = box;
        this.lookup = lookup;
    }

    /** A key for a deployment that has none, sealed for its row. */
    byte[] make(String deployment) {
        String key = lookup.deploymentApiKey().orElseGet(this::generated);
        return box.sealText(DeploymentRow.apiKeyContext(deployment), key);
    }

    /**
     * The key of a deployment.
     *
     * @throws io.temporal.failure.ApplicationFailure {@code DEPLOYMENT_NOT_FOUND} or {@code SECRET_UNREADABLE}
     */
    String of(String deployment) {
        DeploymentRow row = deployments
                .findById(deployment)
                .orElseThrow(() -> Failures.of(
                        FailureCode.DEPLOYMENT_NOT_FOUND, "There is no deployment named " + deployment + "."));
        try {
            return box.openText(DeploymentRow.apiKeyContext(row.name()), row.apiKeySealed());
        } catch (SecretUnreadable e) {
            throw Failures.of(FailureCode.SECRET_UNREADABLE, String.valueOf(e.getMessage()));
        }
    }

    private String generated() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return "sk-" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
