package dev.slipway.activities.connection;

import dev.slipway.config.secret.SecretBox;
import dev.slipway.config.secret.SecretBox.SecretUnreadable;
import dev.slipway.config.secret.SecretLookup;
import dev.slipway.store.json.Json;
import dev.slipway.store.pod.PodRow;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.job.JobSpec;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The environment of what runs on a pod: plain variables that may be shown, and secrets that may not. */
@Singleton
public final class PodEnvironment {
    private static final String HUB_TOKEN = "HF_TOKEN";
    private static final String HUB_HOME = "HF_HOME";

    private final SecretBox box;
    private final SecretLookup lookup;

    PodEnvironment(SecretBox box, SecretLookup lookup) {
        this.box = box;
        this.lookup = lookup;
    }

    /**
     * Plain variables of the pod; those of {@code added} win. Where the pod has a folder for models, the Hub's cache is
     * there: {@code HF_HOME} names it, so that the cache itself is {@code <models path>/hub}.
     */
    public Map<String, String> plain(PodRow pod, Map<String, String> added) {
        var all = new TreeMap<String, String>();
        if (!pod.modelsPath().isEmpty()) {
            all.put(HUB_HOME, pod.modelsPath());
        }
        all.putAll(text(pod.environment()));
        all.putAll(added);
        return all;
    }

    /**
     * The named secrets that there are; one that nobody gave is left out.
     *
     * @param names {@code HF_TOKEN} (the pod's own, else the worker's), names of the pod's secret variables, or
     *     {@link JobSpec#ALL_SECRETS_OF_POD}
     */
    public Map<String, String> secrets(PodRow pod, Collection<String> names) {
        Map<String, String> ofPod = ofPod(pod);
        var found = new LinkedHashMap<String, String>();
        for (String name : names) {
            if (name.equals(JobSpec.ALL_SECRETS_OF_POD)) {
                found.putAll(ofPod);
            } else if (ofPod.containsKey(name)) {
                found.put(name, ofPod.get(name));
            } else if (name.equals(HUB_TOKEN)) {
                lookup.hubToken().ifPresent(token -> found.put(HUB_TOKEN, token));
            }
        }
        return found;
    }

    /** Names of the pod's secret variables. */
    public List<String> secretNames(PodRow pod) {
        return ofPod(pod).keySet().stream().sorted().toList();
    }

    private Map<String, String> ofPod(PodRow pod) {
        byte[] sealed = pod.secretsSealed();
        if (sealed == null || sealed.length == 0) {
            return Map.of();
        }
        try {
            return text(box.openText(PodRow.secretsContext(pod.name()), sealed));
        } catch (SecretUnreadable e) {
            throw Failures.of(FailureCode.SECRET_UNREADABLE, String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, String> text(String json) {
        var text = new LinkedHashMap<String, String>();
        if (!json.isBlank()) {
            Map<?, ?> values = Json.read(json, Map.class);
            values.forEach((key, value) -> text.put(String.valueOf(key), String.valueOf(value)));
        }
        return text;
    }
}
