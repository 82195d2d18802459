package dev.slipway.activities.pod;

import java.util.List;
import java.util.Optional;

/**
 * A model in the Hub's cache of a pod, as its folders tell.
 *
 * @param repository {@code organisation/name}
 * @param branch the ref under which it was fetched
 * @param commit the revision
 * @param path folder of the snapshot
 * @param sizeBytes size of its files, roughly
 * @param files number of its files
 */
record FoundModel(String repository, String branch, String commit, String path, long sizeBytes, int files) {
    private static final String REPOSITORY = "[A-Za-z0-9._-]+/[A-Za-z0-9._-]+";

    /** Empty for a folder that is named like no repository. */
    static Optional<FoundModel> of(List<String> parts) {
        String repository = parts.get(0).replaceFirst("--", "/");
        if (!repository.matches(REPOSITORY) || !parts.get(2).matches("[0-9a-f]{7,64}")) {
            return Optional.empty();
        }
        return Optional.of(new FoundModel(
                repository, parts.get(1), parts.get(2), parts.get(3), FactLines.toNumber(parts.get(4)) * 1024, (int)
                        FactLines.toNumber(parts.get(5))));
    }
}
