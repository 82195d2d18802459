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
import java.util.Optional;

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

    /**
     * The key of an instance that begins, sealed for the deployment's row: {@code SLIPWAY_API_KEY} as it is now; else the one
     * that the deployment has, unless nobody can read it any more; else a new one.
     */
    byte[] forNewInstance(String deployment, byte[] sealed) {
        String context = DeploymentRow.apiKeyContext(deployment);
        Optional<String> given = lookup.deploymentApiKey();
        Optional<String> present = opened(context, sealed);
        if (present.isPresent() && present.equals(given.or(() -> present))) {
            return sealed;
        }
        return box.sealText(context, given.orElseGet(this::generated));
    }

    private Optional<String> opened(String context, byte[] sealed) {
        try {
            return sealed.length == 0 ? Optional.empty() : Optional.of(box.openText(context, sealed));
        } catch (SecretUnreadable otherMasterKey) {
            return Optional.empty();
        }
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
