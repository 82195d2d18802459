package dev.slipway.testpods.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The archive that the build made, unpacked where a user would: no Maven, no sources beside it. */
public record Archive(Path folder) {
    public static Archive unpack(Path into) throws IOException, InterruptedException {
        Path packed = find(Path.of("../dist/target"));
        var result = Shell.run(
                into, java.util.Map.of(), "tar", "-xzf", packed.toAbsolutePath().toString());
        if (result.exitCode() != 0) {
            throw new IOException(result.output());
        }
        try (var folders = Files.list(into)) {
            return new Archive(
                    folders.filter(path -> path.getFileName().toString().startsWith("slipway-"))
                            .findFirst()
                            .orElseThrow());
        }
    }

    private static Path find(Path target) throws IOException {
        try (var files = Files.list(target)) {
            return files.filter(path -> path.getFileName().toString().matches("slipway-.*\\.tar\\.gz"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no archive in " + target + ": run the package phase first"));
        }
    }

    public Path launcher() {
        return folder.resolve("slipway");
    }
}
