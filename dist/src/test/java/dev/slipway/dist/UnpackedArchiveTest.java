package dev.slipway.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.dist.library.CachedLibraries;
import dev.slipway.dist.library.StackMaps;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive as a user has it: unpacked in a folder with a space in its name, with neither Maven nor sources. */
class UnpackedArchiveTest {
    @TempDir
    private Path folder;

    private Path unpacked = Path.of("");

    @BeforeEach
    void unpack() throws IOException, InterruptedException {
        Path place = Files.createDirectories(folder.resolve("a place"));
        try (var files = Files.list(Path.of("target"))) {
            Path archive = files.filter(file -> file.getFileName().toString().matches("slipway-.*\\.tar\\.gz"))
                    .findFirst()
                    .orElseThrow();
            run(place, "tar", "-xzf", archive.toAbsolutePath().toString());
        }
        try (var folders = Files.list(place)) {
            unpacked = folders.findFirst().orElseThrow();
        }
    }

    @Test
    void carriesTheVersionInItsName() throws IOException, InterruptedException {
        String version = Files.readString(unpacked.resolve("VERSION")).strip();

        assertThat(unpacked.getFileName()).hasToString("slipway-" + version);
        assertThat(slipway("--version")).isEqualTo("slipway " + version + "\n");
    }

    @Test
    void helpsWithEveryCommand() throws IOException, InterruptedException {
        assertThat(slipway("--help")).contains("Usage: slipway", "pods", "start", "up");
        assertThat(slipway("start", "--help")).contains("--context");
    }

    @Test
    void hasWhatAUserNeedsAndNoSources() {
        assertThat(unpacked).isDirectoryContaining("glob:**/.env.example");
        assertThat(unpacked).isDirectoryContaining("glob:**/docker-compose.yml");
        assertThat(unpacked).isDirectoryContaining("glob:**/Dockerfile");
        assertThat(unpacked).isDirectoryContaining("glob:**/README.md");
        assertThat(unpacked.resolve("pom.xml")).doesNotExist();
    }

    @Test
    void everyProgramFindsItsClassPath() throws IOException {
        String version = Files.readString(unpacked.resolve("VERSION")).strip();
        for (String part : List.of("api", "worker", "cli", "testpods")) {
            try (var jar = new JarFile(unpacked.resolve("lib/slipway-" + part + "-" + version + ".jar")
                    .toFile())) {
                String classPath = jar.getManifest().getMainAttributes().getValue("Class-Path");
                for (String entry : classPath.split(" ")) {
                    assertThat(unpacked.resolve("lib").resolve(entry)).as(part).exists();
                }
            }
        }
    }

    @Test
    void noClassOfTheCommandIsTooOldForItsCache() throws IOException {
        String version = Files.readString(unpacked.resolve("VERSION")).strip();
        Path lib = unpacked.resolve("lib");
        List<String> tooOld = new ArrayList<>();
        for (Path library : CachedLibraries.classPath(lib.resolve("slipway-cli-" + version + ".jar"))) {
            try (var jar = new JarFile(library.toFile())) {
                for (JarEntry entry : jar.stream().toList()) {
                    if (StackMaps.missing(jar.getInputStream(entry).readAllBytes())) {
                        tooOld.add(library.getFileName() + "!" + entry.getName());
                    }
                }
            }
        }
        assertThat(tooOld).isEmpty();
    }

    @Test
    void listAsksTheServer() throws IOException, InterruptedException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/deployments", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("[]".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
        try {
            assertThat(slipway(
                            "list",
                            "-o",
                            "json",
                            "--server",
                            "127.0.0.1:" + server.getAddress().getPort()))
                    .isEqualTo("[]\n");
        } finally {
            server.stop(0);
        }
    }

    private String slipway(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = unpacked.resolve("slipway").toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return run(folder, command);
    }

    private String run(Path where, String... command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(where.toFile());
        Map<String, String> environment = new HashMap<>(Map.of(
                "HOME", folder.toString(),
                "PATH", System.getenv("PATH"),
                "JAVA_HOME", System.getProperty("java.home"),
                "SLIPWAY_AOT", "off"));
        builder.environment().clear();
        builder.environment().putAll(environment);
        Path errors = Files.createTempFile(folder, "errors", "");
        Process process = builder.redirectError(errors.toFile()).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
        return output;
    }
}
