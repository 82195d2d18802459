package dev.slipway.testpods.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Files of a test pod: write, copy from this module's resources, delete a tree. All errors are unchecked. */
public final class PodFolder {
    private static final String RESOURCES = "/dev/slipway/testpods/";

    private PodFolder() {}

    /** A new folder of its own below the machine's temporary folder, by its real path. */
    public static Path temporary(String prefix) {
        try {
            return Files.createTempDirectory(prefix).toRealPath();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Creates the folder where it is missing. */
    public static Path create(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Creates the folder that a file will lie in. */
    public static void createParent(Path file) {
        var parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            create(parent);
        }
    }

    /** Reads a text file. */
    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Writes a text file, making its folder. */
    public static Path write(Path file, String text) {
        try {
            createParent(file);
            return Files.writeString(file, text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Writes an executable script. */
    public static Path script(Path file, String text) {
        return executable(write(file, text));
    }

    /** Copies a resource of this module, named from {@code dev/slipway/testpods/} on, to a file. */
    public static Path copyResource(String name, Path file) {
        try (InputStream resource = PodFolder.class.getResourceAsStream(RESOURCES + name)) {
            if (resource == null) {
                throw new IllegalArgumentException("no such resource: " + name);
            }
            createParent(file);
            Files.copy(resource, file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Copies the files below a folder into another one, over what is there. */
    public static void copyTree(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var target = to.resolve(from.relativize(file).toString());
                createParent(target);
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Makes a file executable. */
    public static Path executable(Path file) {
        try {
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Deletes a tree; links are removed, never followed. Nothing happens where there is none. */
    public static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try {
            Files.walkFileTree(folder, new Deletion());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
