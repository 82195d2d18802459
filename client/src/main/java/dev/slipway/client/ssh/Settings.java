package dev.slipway.client.ssh;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The settings that hold for one machine: the first value of each wins, but key files add up. */
final class Settings {
    private static final Set<String> ADDING_UP = Set.of("identityfile", "certificatefile");
    /** Whichever of them comes first shuts the other out. */
    private static final Map<String, String> RIVALS = Map.of("proxyjump", "proxycommand", "proxycommand", "proxyjump");

    private final Map<String, List<String>> values = new HashMap<>();

    void add(Setting setting) {
        var keyword = setting.keyword();
        var rival = RIVALS.get(keyword);
        if (rival != null && values.containsKey(rival)) {
            return;
        }
        var known = values.computeIfAbsent(keyword, unused -> new ArrayList<>());
        if (known.isEmpty() || ADDING_UP.contains(keyword)) {
            known.add(setting.value());
        }
    }

    Optional<String> first(String keyword) {
        return all(keyword).stream().findFirst();
    }

    List<String> all(String keyword) {
        return List.copyOf(values.getOrDefault(keyword, List.of()));
    }

    /** Absent where it says {@code none}. */
    Optional<String> unlessNone(String keyword) {
        return first(keyword).filter(value -> !value.equalsIgnoreCase("none"));
    }
}
