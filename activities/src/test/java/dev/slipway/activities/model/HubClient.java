package dev.slipway.activities.model;

import dev.slipway.testpods.process.PodFolder;
import dev.slipway.testpods.process.Tool;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Python environment with nothing but the real Hub client: what of a runtime downloads need. Made once a build. */
final class HubClient {
    private static final String VERSION = "2.4.0";

    private HubClient() {}

    /** Folder of the environment. */
    static Path environment() {
        Path folder = Path.of("target", "hub-client-" + VERSION).toAbsolutePath();
        Path complete = folder.resolve("complete");
        if (!Files.exists(complete)) {
            PodFolder.delete(folder);
            Tool.run("python3", "-m", "venv", folder.toString());
            Tool.run(
                    folder.resolve("bin/pip").toString(),
                    "install",
                    "-q",
                    "--disable-pip-version-check",
                    "huggingface_hub==" + VERSION);
            PodFolder.write(complete, VERSION);
        }
        return folder;
    }
}
