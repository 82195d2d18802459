package dev.slipway.api.request;

import dev.slipway.api.problem.ApiProblem;
import dev.slipway.ssh.job.ReservedVariables;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.pod.SecretNames;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What may stand in a request. Each rule matches the whole text, and says in one sentence what it wants. */
public final class InputRules {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");
    private static final int NAME_LIMIT = 63;
    private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9._-]+/[A-Za-z0-9._-]+");
    private static final int REPOSITORY_LIMIT = 200;
    private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]*");
    private static final int REVISION_LIMIT = 200;
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]*");

    private InputRules() {}

    /** The name of a pod or a deployment. */
    public static String name(String field, @Nullable String name) {
        String given = present(field, name);
        if (given.length() > NAME_LIMIT || !NAME.matcher(given).matches()) {
            throw invalid("The " + field + " must be 1 to " + NAME_LIMIT
                    + " characters of a-z, 0-9 and -, with a letter or digit at both ends.");
        }
        return given;
    }

    /** {@code organisation/name}, in which no part is a parent folder or looks like an option. */
    public static String repository(@Nullable String repository) {
        String given = repository == null ? "" : repository;
        boolean safe = Arrays.stream(given.split("/", -1))
                .noneMatch(part -> part.equals(".") || part.equals("..") || part.startsWith("-"));
        if (given.length() > REPOSITORY_LIMIT || !REPOSITORY.matcher(given).matches() || !safe) {
            throw new ApiProblem(
                    FailureCode.REPOSITORY_INVALID, "\"" + shown(given) + "\" is not a repository of the Hub.");
        }
        return given;
    }

    /** A branch, tag or commit. */
    public static String revision(String revision) {
        if (revision.length() > REVISION_LIMIT || !REVISION.matcher(revision).matches() || revision.contains("..")) {
            throw invalid("\"" + shown(revision) + "\" is not a branch, tag or commit.");
        }
        return revision;
    }

    /** A word such as a version or the name of a runtime. */
    public static String word(String field, String word) {
        if (word.length() > 100 || !WORD.matcher(word).matches()) {
            throw invalid("\"" + shown(word) + "\" cannot be the " + field + ".");
        }
        return word;
    }

    public static String oneOf(String field, String word, String... allowed) {
        if (!List.of(allowed).contains(word)) {
            throw invalid("The " + field + " must be one of " + String.join(", ", allowed) + ".");
        }
        return word;
    }

    public static int range(String field, int number, int least, int most) {
        if (number < least || number > most) {
            throw invalid("The " + field + " must be a number from " + least + " to " + most + ".");
        }
        return number;
    }

    /** Names of variables that Slipway does not set itself; their values may be anything that has no zero byte. */
    public static Map<String, String> environment(Map<String, String> environment) {
        environment.forEach((name, value) -> {
            if (!VARIABLE.matcher(name).matches()) {
                throw invalid("\"" + shown(name) + "\" cannot be the name of a variable.");
            }
            if (ReservedVariables.contains(name)) {
                throw invalid("The variable " + name + " is set by Slipway itself.");
            }
            text("value of " + name, value, 32_768);
        });
        return environment;
    }

    /** Variables that may be shown: none whose name says that it is a secret. */
    public static Map<String, String> plainEnvironment(Map<String, String> environment) {
        environment(environment).keySet().stream()
                .filter(SecretNames::looksSecret)
                .findFirst()
                .ifPresent(name -> {
                    throw invalid("The variable " + name
                            + " looks like a secret: give it in secretEnvironment (--secret-env).");
                });
        return environment;
    }

    /** Text that goes to a pod as data. */
    public static String text(String field, String text, int limit) {
        if (text.length() > limit || text.indexOf('\0') >= 0) {
            throw invalid("The " + field + " must have at most " + limit + " characters, and no zero byte.");
        }
        return text;
    }

    /** A folder on a pod: absolute, or in the login folder. */
    public static String folder(String field, String path) {
        text(field, path, 1000);
        if (!(path.startsWith("/") || path.startsWith("~/") || path.equals("~")) || path.indexOf('\n') >= 0) {
            throw invalid("The " + field + " must be absolute, or begin with ~/.");
        }
        return path;
    }

    public static <T> T present(String field, @Nullable T value) {
        if (value == null || value.equals("")) {
            throw invalid("The field \"" + field + "\" is missing.");
        }
        return value;
    }

    public static ApiProblem invalid(String sentence) {
        return new ApiProblem(FailureCode.INVALID_REQUEST, sentence);
    }

    /** What the user sent, short and without control characters. */
    private static String shown(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() > 80 ? clean.substring(0, 80) + "…" : clean;
    }
}
