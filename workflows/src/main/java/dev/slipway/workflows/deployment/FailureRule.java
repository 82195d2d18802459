package dev.slipway.workflows.deployment;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureCode;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One thing that a log can say.
 *
 * @param code what it means
 * @param pattern how it is said; its groups are the values of the sentence
 * @param sentence with {@code {1}}, {@code {2}} ... for the groups
 */
record FailureRule(FailureCode code, Pattern pattern, String sentence) {
    private static final int LONGEST_VALUE = 300;

    static FailureRule of(FailureCode code, String pattern, String sentence) {
        return new FailureRule(code, Pattern.compile(pattern, Pattern.MULTILINE), sentence);
    }

    Optional<Failure> match(ServerLog log) {
        Matcher matcher = pattern.matcher(log.text());
        return matcher.find() ? Optional.of(new Failure(code, filled(matcher.toMatchResult()))) : Optional.empty();
    }

    private String filled(MatchResult match) {
        String filled = sentence;
        for (int group = 1; group <= match.groupCount(); group++) {
            String value = match.group(group) == null ? "?" : match.group(group).strip();
            filled = filled.replace("{" + group + "}", shortened(value));
        }
        return filled;
    }

    private static String shortened(String value) {
        return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE - 1) + "…";
    }
}
