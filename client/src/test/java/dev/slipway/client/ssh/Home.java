package dev.slipway.client.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Somebody's home folder, and a system folder beside it. */
final class Home {
    private final Path folder;

    Home(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("home/.ssh"));
        Files.createDirectories(folder.resolve("etc/ssh"));
    }

    SshEnvironment environment(Map<String, String> variables) {
        return new SshEnvironment(path(), "local", variables, folder.resolve("etc/ssh"));
    }

    Path path() {
        return folder.resolve("home");
    }

    Path system(String name, String text) throws IOException {
        return write(folder.resolve("etc/ssh").resolve(name), text);
    }

    Path ssh(String name, String text) throws IOException {
        return write(path().resolve(".ssh").resolve(name), text);
    }

    Path config(String text) throws IOException {
        return ssh("config", text);
    }

    /** Makes a key; an empty pass phrase leaves it unencrypted. */
    Path key(String name, String passphrase) throws Exception {
        var file = path().resolve(".ssh").resolve(name);
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-f", file.toString());
        return file;
    }

    static String run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": " + output);
        }
        return output;
    }

    private static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.resolveSibling("."));
        return Files.writeString(file, text);
    }
}
