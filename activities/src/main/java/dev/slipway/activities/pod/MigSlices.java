package dev.slipway.activities.pod;

import dev.slipway.workflows.pod.Gpu;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** GPUs that are cut into slices (MIG): each slice counts as a GPU of its own, in the place of the one it is cut from. */
final class MigSlices {
    private static final Pattern GPU = Pattern.compile("GPU (\\d+): .*\\(UUID: (GPU-[^)]+)\\).*");
    private static final Pattern SLICE =
            Pattern.compile("\\s+MIG (\\S+)\\s+Device\\s+(\\d+): \\(UUID: (MIG-[^)]+)\\).*");
    private static final Pattern PROFILE = Pattern.compile("\\d+g\\.(\\d+)gb.*");
    /** A slice of "10gb" has 9728 MiB, one of "40gb" 40192: this is never too much. */
    private static final double MIB_PER_GB = 972.8;

    private final List<String> list;
    private final List<String> notes;

    /** Takes the lines of {@code nvidia-smi -L}. */
    MigSlices(List<String> list, List<String> notes) {
        this.list = list;
        this.notes = notes;
    }

    List<Gpu> replace(List<Gpu> gpus) {
        var all = new ArrayList<Gpu>();
        for (Gpu gpu : gpus) {
            List<Gpu> slices = slicesOf(gpu);
            all.addAll(slices.isEmpty() ? List.of(gpu) : slices);
        }
        if (all.equals(gpus)) {
            return gpus;
        }
        notes.add("MIG is on: each slice counts as a GPU of its own, with the memory that its profile names.");
        return numbered(all);
    }

    private List<Gpu> slicesOf(Gpu gpu) {
        var slices = new ArrayList<Gpu>();
        boolean below = false;
        for (String line : list) {
            Matcher parent = GPU.matcher(line);
            Matcher slice = SLICE.matcher(line);
            if (parent.matches()) {
                below = parent.group(2).equals(gpu.uuid());
            } else if (below && slice.matches()) {
                slices.add(slice(gpu, slice.group(1), slice.group(3)));
            }
        }
        return slices;
    }

    private static Gpu slice(Gpu gpu, String profile, String uuid) {
        Matcher size = PROFILE.matcher(profile);
        long memory = size.matches() ? (long) (Integer.parseInt(size.group(1)) * MIB_PER_GB) : 0;
        return new Gpu(
                gpu.index(), uuid, gpu.name() + " MIG " + profile, memory, memory, false, gpu.computeCapability());
    }

    private static List<Gpu> numbered(List<Gpu> gpus) {
        var numbered = new ArrayList<Gpu>();
        for (Gpu gpu : gpus) {
            numbered.add(new Gpu(
                    numbered.size(),
                    gpu.uuid(),
                    gpu.name(),
                    gpu.memoryTotalMiB(),
                    gpu.memoryFreeMiB(),
                    gpu.unifiedMemory(),
                    gpu.computeCapability()));
        }
        return numbered;
    }
}
