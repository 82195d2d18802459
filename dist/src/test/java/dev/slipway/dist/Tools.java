package dev.slipway.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A search path that holds what the launcher may rely on, and leaves programs out. */
final class Tools {
    private static final List<String> NEEDED = List.of(
            "bash",
            "cat",
            "cksum",
            "cut",
            "env",
            "find",
            "grep",
            "gzip",
            "head",
            "ln",
            "lsof",
            "mkdir",
            "mktemp",
            "mv",
            "nice",
            "nohup",
            "perl",
            "ps",
            "readlink",
            "rm",
            "sed",
            "setsid",
            "sh",
            "sha256sum",
            "sleep",
            "ss",
            "tail",
            "tar",
            "touch",
            "tr",
            "uname",
            "wc");

    private Tools() {}

    /** The needed programs but those, behind the ones in {@code first}. */
    static String without(Path first, String... names) throws IOException {
        List<String> left = List.of(names);
        Path links = Files.createDirectories(first.resolveSibling("tools"));
        for (String name : NEEDED) {
            Path program = Path.of("/usr/bin", name);
            if (!left.contains(name) && Files.exists(program)) {
                Path wrapper = Files.writeString(links.resolve(name), "#!/bin/sh\nexec " + program + " \"$@\"\n");
                Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
        return first + ":" + links;
    }
}
