package dev.slipway.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Looks for planted secrets ("canaries") in files. */
final class SecretSearch {
    private SecretSearch() {}

    /** Files below a folder that hold a canary, other than in folders of the given names. */
    static List<Path> in(Path folder, String... leftOut) throws IOException {
        Set<String> names = Set.of(leftOut);
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> {
                        for (Path part : folder.relativize(file)) {
                            if (names.contains(part.toString())) {
                                return false;
                            }
                        }
                        return true;
                    })
                    .filter(SecretSearch::holdsCanary)
                    .toList();
        }
    }

    private static boolean holdsCanary(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains("canary");
        } catch (IOException gone) {
            return false;
        }
    }
}
