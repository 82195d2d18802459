package dev.slipway.workflows.model;

import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import java.util.regex.Pattern;

/** What is a repository of the Hub, and what is a revision of one. */
public final class RepositoryName {
    private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9._-]+/[A-Za-z0-9._-]+");
    private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/+-]{0,199}");
    private static final Pattern DOTS = Pattern.compile("(.*/)?\\.+(/.*)?|.*\\.\\..*");

    private RepositoryName() {}

    /**
     * Lets a repository and revision pass that can be ones.
     *
     * @throws io.temporal.failure.ApplicationFailure {@code REPOSITORY_INVALID} or {@code REVISION_NOT_FOUND}
     */
    public static void check(String repository, String revision) {
        if (!isRepository(repository)) {
            throw Failures.of(
                    FailureCode.REPOSITORY_INVALID, "\"" + repository + "\" is not the name of a repository.");
        }
        if (!isRevision(revision)) {
            throw Failures.of(FailureCode.REVISION_NOT_FOUND, "\"" + revision + "\" is not the name of a revision.");
        }
    }

    public static boolean isRepository(String name) {
        return name.length() <= 200
                && REPOSITORY.matcher(name).matches()
                && !DOTS.matcher(name).matches();
    }

    public static boolean isRevision(String name) {
        return REVISION.matcher(name).matches() && !DOTS.matcher(name).matches() && !name.endsWith("/");
    }
}
