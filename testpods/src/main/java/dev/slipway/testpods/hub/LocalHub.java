package dev.slipway.testpods.hub;

import dev.slipway.testpods.process.PodFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A Hugging Face Hub on 127.0.0.1 that the real {@code hf} client and vLLM accept: the read side, with private and gated
 * repositories and faults on demand. Set {@code HF_ENDPOINT} to {@link #endpoint} to use it.
 */
public final class LocalHub implements AutoCloseable {
    private final Path folder;
    private final boolean ownFolder;
    private int port;
    private @Nullable Process process;

    private LocalHub(Path folder, boolean ownFolder) {
        this.folder = folder;
        this.ownFolder = ownFolder;
        PodFolder.create(root());
        PodFolder.copyResource("hub/stub_hub.py", folder.resolve("stub_hub.py"));
    }

    /** A Hub without repositories, in a temporary folder that {@link #close} deletes. */
    public static LocalHub start() {
        var hub = new LocalHub(PodFolder.temporary("slipway-hub-"), true);
        hub.resume();
        return hub;
    }

    /** A Hub whose repositories lie in {@code folder/root} and stay there. */
    public static LocalHub startIn(Path folder) {
        var hub = new LocalHub(PodFolder.create(folder), false);
        hub.resume();
        return hub;
    }

    /** Address for {@code HF_ENDPOINT}, for example {@code http://127.0.0.1:34567}. */
    public String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    /** Folder of the repositories: {@code <org>/<name>/<branch>/}. */
    public Path root() {
        return folder.resolve("root");
    }

    /** Adds or changes a repository's branch {@code main}: file name to text. Other files of the branch stay. */
    public Path addRepository(String repository, Map<String, String> files) {
        var branch = branch(repository, "main");
        files.forEach((name, text) -> PodFolder.write(branch.resolve(name), text));
        return branch;
    }

    /** Adds or changes a repository's branch {@code main} with copies of the files of a folder. */
    public Path addRepository(String repository, Path files) {
        var branch = branch(repository, "main");
        PodFolder.copyTree(files, branch);
        return branch;
    }

    /** The folder of one branch, made when missing: what is written there is what the Hub serves from then on. */
    public Path branch(String repository, String branch) {
        return PodFolder.create(root().resolve(repository).resolve(branch));
    }

    /** Only these tokens see the repository; for everybody else it does not exist. */
    public void makePrivate(String repository, String... tokens) {
        settings(repository, "\"private\":true,\"tokens\":" + array(tokens));
    }

    /** Everybody sees that the repository is there; only these tokens may read its files. */
    public void makeGated(String repository, String... granted) {
        settings(repository, "\"gated\":\"auto\",\"granted\":" + array(granted));
    }

    /** Everybody may read the repository. */
    public void makePublic(String repository) {
        PodFolder.delete(root().resolve(repository).resolve(".hub.json"));
    }

    /** Sets the faults from now on; those set before end. */
    public void faults(HubFaults faults) {
        send(HttpRequest.newBuilder(URI.create(endpoint() + "/_fault"))
                .PUT(HttpRequest.BodyPublishers.ofString(faults.toJson())));
    }

    /** How often something was asked for since the start: {@code "GET /org/name/resolve/main/x"} to a count. */
    public Map<String, Long> requests() {
        var stats = send(HttpRequest.newBuilder(URI.create(endpoint() + "/_stats")));
        return Pattern.compile("\"([^\"]+)\": (\\d+)")
                .matcher(stats)
                .results()
                .collect(Collectors.toMap(found -> found.group(1), found -> Long.valueOf(found.group(2))));
    }

    /** Stops answering: connections are refused. */
    public void pause() {
        if (process != null) {
            process.destroyForcibly();
            process.onExit().join();
            process = null;
        }
    }

    /** Answers again, on the same port, without faults. */
    public void resume() {
        if (process != null) {
            return;
        }
        var script = folder.resolve("stub_hub.py").toString();
        var builder = new ProcessBuilder("python3", script, Integer.toString(port), root().toString(), "--with-parent");
        builder.redirectError(
                ProcessBuilder.Redirect.appendTo(folder.resolve("hub.log").toFile()));
        try {
            process = builder.start();
            port = portFrom(process.inputReader().readLine());
        } catch (IOException failure) {
            throw new UncheckedIOException("is python3 installed?", failure);
        }
    }

    @Override
    public void close() {
        pause();
        if (ownFolder) {
            PodFolder.delete(folder);
        }
    }

    private int portFrom(@Nullable String line) {
        if (line == null) {
            throw new IllegalStateException("the Hub did not start: " + PodFolder.read(folder.resolve("hub.log")));
        }
        return Integer.parseInt(line);
    }

    private void settings(String repository, String json) {
        PodFolder.write(root().resolve(repository).resolve(".hub.json"), "{" + json + "}");
    }

    private static String array(String... texts) {
        return List.of(texts).stream().map(text -> "\"" + text + "\"").collect(Collectors.joining(",", "[", "]"));
    }

    private static String send(HttpRequest.Builder request) {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofString()).body();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        }
    }
}
