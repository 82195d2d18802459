package dev.slipway.testpods.real;

import dev.slipway.testpods.process.PodFolder;
import dev.slipway.testpods.process.Tool;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A tiny language model with random weights, tokenizer and chat template (about 0.5 MB), which real vLLM serves.
 *
 * @param architecture {@code qwen2} or {@code llama}
 * @param seed of the weights: another seed is another revision of the same model
 */
public record TinyModel(String architecture, int seed) {
    /** Qwen2 architecture. */
    public static TinyModel qwen2() {
        return new TinyModel("qwen2", 0);
    }

    /**
     * Makes the model, unless the folder holds it already. About 11 seconds.
     *
     * @param python a Python that has {@code transformers} and {@code torch}: a pod's runtime
     * @param folder where its files are laid
     * @return the folder
     */
    public Path make(Path python, Path folder) {
        if (Files.exists(folder.resolve("model.safetensors"))) {
            return folder;
        }
        var work = PodFolder.temporary("slipway-tiny-");
        try {
            var script = PodFolder.copyResource("real/mk_tiny.py", work.resolve("mk_tiny.py"));
            var made = work.resolve("model");
            Tool.run(python.toString(), script.toString(), made.toString(), architecture, Integer.toString(seed));
            PodFolder.copyTree(made, folder);
            return folder;
        } finally {
            PodFolder.delete(work);
        }
    }
}
