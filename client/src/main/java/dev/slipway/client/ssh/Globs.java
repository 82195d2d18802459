package dev.slipway.client.ssh;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Expands file patterns ({@code conf.d/*}), sorted by name as a shell does. */
final class Globs {
    private Globs() {}

    static List<Path> expand(String pattern) {
        var found = List.of(Path.of("/"));
        for (var part : Path.of(pattern)) {
            found = step(found, part.toString());
        }
        return found;
    }

    private static List<Path> step(List<Path> folders, String part) {
        var found = new ArrayList<Path>();
        for (var folder : folders) {
            if (part.matches("[^*?\\[{]*")) {
                found.add(folder.resolve(part));
            } else if (Files.isDirectory(folder)) {
                found.addAll(matching(folder, part));
            }
        }
        return found.stream().filter(Files::exists).toList();
    }

    private static List<Path> matching(Path folder, String part) {
        var matcher = FileSystems.getDefault().getPathMatcher("glob:" + part);
        try (var files = Files.list(folder)) {
            return files.filter(file -> matcher.matches(file.getFileName()))
                    .filter(file -> part.startsWith(".")
                            || !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
