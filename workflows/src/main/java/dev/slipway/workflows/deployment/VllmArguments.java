package dev.slipway.workflows.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Arguments of {@code vllm serve} as options, so that the same option is recognised in every spelling: {@code -tp 2},
 * {@code --tensor_parallel_size=2}, {@code --tensor-parallel-size 2}; {@code --no-x} and {@code --x} are the same option.
 *
 * @param options in the order given
 * @param strays tokens in front of the first option: vLLM would take them for a model
 */
record VllmArguments(List<Option> options, List<String> strays) {
    private static final Map<String, String> SHORT = Map.of(
            "tp", "tensor-parallel-size",
            "pp", "pipeline-parallel-size",
            "dp", "data-parallel-size",
            "q", "quantization",
            "n", "nnodes",
            "r", "node-rank");
    private static final Pattern NEGATIVE_NUMBER = Pattern.compile("-\\d.*");

    VllmArguments {
        options = List.copyOf(options);
        strays = List.copyOf(strays);
    }

    static VllmArguments parse(List<String> tokens) {
        var options = new ArrayList<Option>();
        var strays = new ArrayList<String>();
        for (String token : tokens) {
            if (isFlag(token)) {
                options.add(new Option(flag(token), List.of(token)));
                continue;
            }
            if (options.isEmpty()) {
                strays.add(token);
                continue;
            }
            options.set(options.size() - 1, options.getLast().with(token));
        }
        return new VllmArguments(options, strays);
    }

    boolean has(String flag) {
        return find(flag).isPresent();
    }

    /** The last one counts, as for argparse. */
    Optional<Option> find(String flag) {
        return options.reversed().stream()
                .filter(option -> option.flag().equals(flag))
                .findFirst();
    }

    Optional<String> value(String flag) {
        return find(flag)
                .map(option -> option.values().isEmpty() ? "" : option.values().getFirst());
    }

    List<String> tokens() {
        return options.stream().flatMap(option -> option.tokens().stream()).toList();
    }

    private static boolean isFlag(String token) {
        return token.startsWith("-")
                && token.length() > 1
                && !NEGATIVE_NUMBER.matcher(token).matches();
    }

    private static String flag(String token) {
        String name = token.replaceFirst("^-+", "").split("[=.]", 2)[0].replace('_', '-');
        String full = token.startsWith("--") ? name : SHORT.getOrDefault(name, name);
        return full.startsWith("no-") ? full.substring("no-".length()) : full;
    }

    /**
     * One option with its values.
     *
     * @param flag its long name without dashes
     * @param tokens as given, the flag first
     */
    record Option(String flag, List<String> tokens) {
        Option {
            tokens = List.copyOf(tokens);
        }

        Option with(String value) {
            var more = new ArrayList<>(tokens);
            more.add(value);
            return new Option(flag, more);
        }

        List<String> values() {
            int equals = tokens.getFirst().indexOf('=');
            return equals < 0
                    ? tokens.subList(1, tokens.size())
                    : List.of(tokens.getFirst().substring(equals + 1));
        }

        String display() {
            return String.join(" ", tokens);
        }
    }
}
