package dev.slipway.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A package that does not say that it is null-marked would be left out of the check for nulls in silence. */
class NullMarkedTest {
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void everyPackageOfEveryModuleIsNullMarked() throws IOException {
        List<Path> packages = packages();

        assertThat(packages).hasSizeGreaterThan(50);
        for (Path each : packages) {
            assertThat(each.resolve("package-info.java")).content().contains("\n@NullMarked\npackage ");
        }
    }

    /** The folders below each module's sources that hold a class. */
    private static List<Path> packages() throws IOException {
        try (Stream<Path> modules = Files.list(CHECKOUT)) {
            var sources = modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .toList();
            var packages = new TreeSet<Path>();
            for (Path source : sources) {
                try (Stream<Path> files = Files.walk(source)) {
                    files.filter(file -> file.toString().endsWith(".java"))
                            .forEach(file -> packages.add(file.getParent()));
                }
            }
            return List.copyOf(packages);
        }
    }
}
