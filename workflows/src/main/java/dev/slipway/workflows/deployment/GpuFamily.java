package dev.slipway.workflows.deployment;

import dev.slipway.workflows.pod.Gpu;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The type of a GPU as catalogues name it ({@code H100}, {@code L40S}, {@code RTX 4090}), taken from its product name.
 * Exact: a GH200 is no H200, and a MIG slice is not the GPU that it is cut from.
 */
public final class GpuFamily {
    private static final Set<String> VENDOR_WORDS = Set.of("NVIDIA", "TESLA", "GEFORCE", "QUADRO", "AMD", "INSTINCT");
    /** After RTX the number alone does not name the type: RTX A6000, RTX PRO 6000, RTX 6000 Ada. */
    private static final int RTX_WORDS = 3;

    private GpuFamily() {}

    /** Family of a GPU; of a MIG slice with {@code MIG} behind it. */
    public static String of(Gpu gpu) {
        String family = of(gpu.name());
        return isSlice(gpu) ? family + " MIG" : family;
    }

    /** Whether the GPU is a MIG slice that is visible on its own. */
    public static boolean isSlice(Gpu gpu) {
        return gpu.uuid().startsWith("MIG-") || gpu.name().contains("MIG ");
    }

    private static String of(String name) {
        List<String> words = List.of(name.strip().split("\\s+")).stream()
                .filter(word -> !VENDOR_WORDS.contains(word.toUpperCase(Locale.ROOT)))
                .toList();
        if (words.isEmpty()) {
            return name.strip();
        }
        if (words.getFirst().equalsIgnoreCase("RTX")) {
            return String.join(" ", words.subList(0, Math.min(words.size(), rtxWords(words))));
        }
        return words.getFirst().split("-")[0].toUpperCase(Locale.ROOT);
    }

    private static int rtxWords(List<String> words) {
        boolean named = words.size() >= RTX_WORDS
                && (words.get(1).equalsIgnoreCase("PRO") || words.get(2).equalsIgnoreCase("Ada"));
        return named ? RTX_WORDS : RTX_WORDS - 1;
    }
}
