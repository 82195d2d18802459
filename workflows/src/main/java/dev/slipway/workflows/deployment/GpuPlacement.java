package dev.slipway.workflows.deployment;

import static dev.slipway.workflows.deployment.KnownModel.Configuration.ANY;

import dev.slipway.workflows.deployment.KnownModel.Configuration;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.pod.Gpu;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Chooses GPUs: first what the catalogue knows for exactly this type, then what it knows for any GPU, then a plan computed
 * from the size of the weights. Arguments that are known for another type are never taken.
 */
final class GpuPlacement {
    private static final int DEFAULT_PERCENT = 90;
    /** A recommended one first, then the fewest GPUs. */
    private static final Comparator<Configuration> PREFERENCE =
            Comparator.comparing((Configuration each) -> !each.recommended()).thenComparingInt(Configuration::gpus);

    private final String model;
    private final @Nullable KnownModel known;
    private final Wishes wishes;
    private final List<GpuChoice> families;
    private final Sizing sizing;

    GpuPlacement(String model, @Nullable KnownModel known, Wishes wishes, PlanInputs inputs) {
        this.model = model;
        this.known = known;
        this.wishes = wishes;
        this.families = GpuChoice.families(inputs.gpus());
        this.sizing = Sizing.of(inputs.modelBytes(), known == null ? 0 : known.weightsGib());
    }

    Placement choose() throws PlanRefused {
        for (Configuration configuration : configurations()) {
            for (GpuChoice family : families) {
                Optional<Placement> placement = known(configuration, family);
                if (placement.isPresent()) {
                    return placement.get();
                }
            }
        }
        return computed();
    }

    /** Those for exact types first. */
    private List<Configuration> configurations() {
        if (known == null) {
            return List.of();
        }
        return known.configurations().stream()
                .filter(each -> each.gpus() > 0 && each.hosts() == 1)
                .filter(each -> wishes.gpus() == 0 || each.gpus() == wishes.gpus())
                .sorted(Comparator.comparing((Configuration each) -> each.names(ANY))
                        .thenComparing(PREFERENCE))
                .toList();
    }

    private Optional<Placement> known(Configuration configuration, GpuChoice family) {
        int percent = percent(configuration.memoryPercent());
        boolean exact = configuration.names(family.family());
        if (!exact && !(configuration.names(ANY) && fits(configuration.gpus(), family, percent, true))) {
            return Optional.empty();
        }
        if (wishes.memoryPercent() > 0 && !fits(configuration.gpus(), family, percent, false)) {
            return Optional.empty();
        }
        return family.pick(configuration.gpus(), percent).map(gpus -> fromCatalogue(configuration, gpus, percent));
    }

    private Placement fromCatalogue(Configuration configuration, List<Gpu> gpus, int percent) {
        KnownModel entry = java.util.Objects.requireNonNull(known);
        var notes = new ArrayList<>(entry.notes());
        notes.addAll(configuration.notes());
        return new Placement(
                gpus,
                percent,
                configuration.contextTokens(),
                joined(entry.arguments(), configuration.arguments()),
                joined(entry.environment(), configuration.environment()),
                "catalogue: " + entry.id() + " on " + configuration.display(),
                notes);
    }

    private Placement computed() throws PlanRefused {
        int percent = percent(0);
        for (GpuChoice family : families) {
            for (int count : sizing.counts(wishes.gpus(), family.group().size())) {
                Optional<List<Gpu>> gpus =
                        fits(count, family, percent, true) ? family.pick(count, percent) : Optional.empty();
                if (gpus.isPresent()) {
                    return computed(family, gpus.get(), percent);
                }
            }
        }
        throw new PlanRefused(FailureCode.NO_GPU_FITS, whyNot(percent));
    }

    private Placement computed(GpuChoice family, List<Gpu> gpus, int percent) {
        var notes = new ArrayList<String>();
        notes.add(
                known == null ? "The catalogue does not know " + model + "." : otherTypes(known, family, gpus.size()));
        notes.add(sizing.describe(gpus.size(), family.memoryMib(), percent));
        if (known != null) {
            notes.addAll(known.notes());
        }
        return new Placement(
                gpus,
                percent,
                0,
                known == null ? List.of() : known.arguments(),
                known == null ? Map.of() : known.environment(),
                "computed",
                notes);
    }

    private static String otherTypes(KnownModel known, GpuChoice family, int count) {
        String there =
                known.configurations().stream().map(Configuration::display).collect(Collectors.joining(", "));
        return "The catalogue knows " + known.id() + " on " + there + ", and not on " + count + " × " + family.family()
                + " with this share: the plan is computed.";
    }

    private String whyNot(int percent) {
        if (families.isEmpty()) {
            return "The pod shows no GPU.";
        }
        int most = families.stream().mapToInt(each -> each.group().size()).max().orElse(0);
        if (wishes.gpus() > most) {
            return wishes.gpus() + " GPUs of one type are asked for, and the pod has " + most + ".";
        }
        if (families.stream().noneMatch(each -> fits(widest(each), each, percent, true))) {
            return tooLarge(percent);
        }
        String reasons = families.stream()
                .map(each -> each.whyNot(percent))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
        return "No GPU of the pod has " + percent + " % of its memory to give: " + reasons + ".";
    }

    private String tooLarge(int percent) {
        String pods = families.stream()
                .map(each -> String.format(
                        Locale.ROOT,
                        "%d × %s at %d %% hold %.1f GiB",
                        widest(each),
                        each.family(),
                        percent,
                        Sizing.capacityGib(widest(each), each.memoryMib(), percent)))
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%s has about %.1f GiB of weights and needs working room beside them; %s.",
                model,
                sizing.weightsGib(),
                pods);
    }

    private int widest(GpuChoice family) {
        List<Integer> counts = sizing.counts(wishes.gpus(), family.group().size());
        return counts.isEmpty() ? 0 : counts.getLast();
    }

    private boolean fits(int gpus, GpuChoice family, int percent, boolean well) {
        return well
                ? sizing.fitsWell(gpus, family.memoryMib(), percent)
                : sizing.fitsBarely(gpus, family.memoryMib(), percent);
    }

    private int percent(int fromCatalogue) {
        if (wishes.memoryPercent() > 0) {
            return wishes.memoryPercent();
        }
        return fromCatalogue > 0 ? fromCatalogue : DEFAULT_PERCENT;
    }

    static List<String> joined(List<String> first, List<String> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    static Map<String, String> joined(Map<String, String> first, Map<String, String> second) {
        var all = new HashMap<>(first);
        all.putAll(second);
        return all;
    }
}
