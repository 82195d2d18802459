package dev.slipway.workflows.deployment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The catalogue, typed. Made from the plain tree of the catalogue's files, whose form was checked by their schema. */
public final class KnownModels {
    private final Map<String, KnownModel> byId;

    private KnownModels(Map<String, KnownModel> byId) {
        this.byId = byId;
    }

    public static KnownModels none() {
        return new KnownModels(Map.of());
    }

    /** Maps the tree: {@code {models: [{id, kind, configurations: [...]}]}}. */
    public static KnownModels fromTree(Map<String, Object> tree) {
        var byId = new LinkedHashMap<String, KnownModel>();
        for (Map<?, ?> each : maps(tree.get("models"))) {
            KnownModel model = model(each);
            byId.put(model.id(), model);
        }
        return new KnownModels(byId);
    }

    public Optional<KnownModel> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** All models in the order of the files. */
    public Collection<KnownModel> all() {
        return List.copyOf(byId.values());
    }

    private static KnownModel model(Map<?, ?> tree) {
        return new KnownModel(
                String.valueOf(tree.get("id")),
                String.valueOf(tree.get("kind")),
                number(tree.get("weightsGiB")).doubleValue(),
                texts(tree.get("arguments")),
                environment(tree.get("environment")),
                texts(tree.get("notes")),
                maps(tree.get("configurations")).stream()
                        .map(KnownModels::configuration)
                        .toList());
    }

    private static KnownModel.Configuration configuration(Map<?, ?> tree) {
        return new KnownModel.Configuration(
                texts(tree.get("gpuTypes")),
                number(tree.get("gpus")).intValue(),
                Math.max(1, number(tree.get("hosts")).intValue()),
                number(tree.get("memoryPercent")).intValue(),
                number(tree.get("contextTokens")).intValue(),
                Boolean.TRUE.equals(tree.get("recommended")),
                texts(tree.get("arguments")),
                environment(tree.get("environment")),
                texts(tree.get("notes")));
    }

    private static List<Map<?, ?>> maps(@Nullable Object value) {
        var maps = new ArrayList<Map<?, ?>>();
        for (Object each : value instanceof List<?> list ? list : List.of()) {
            maps.add((Map<?, ?>) each);
        }
        return maps;
    }

    private static List<String> texts(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static Map<String, String> environment(@Nullable Object value) {
        var environment = new LinkedHashMap<String, String>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, text) -> environment.put(String.valueOf(name), String.valueOf(text)));
        }
        return environment;
    }

    private static Number number(@Nullable Object value) {
        return value instanceof Number number ? number : 0;
    }
}
