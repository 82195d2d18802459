package dev.slipway.testpods.simulated;

import dev.slipway.testpods.hub.LocalHub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.Random;

/** Models for a simulated pod's Hub: the right files, with weights that mean nothing. */
final class SampleModel {
    private static final int WEIGHT_BYTES = 4 << 20;
    private static final Map<String, String> FILES = Map.of(
            "config.json", """
                    {"architectures": ["Qwen2ForCausalLM"], "model_type": "qwen2", "torch_dtype": "bfloat16",
                     "hidden_size": 64, "intermediate_size": 128, "num_hidden_layers": 2, "num_attention_heads": 2,
                     "num_key_value_heads": 1, "max_position_embeddings": 40960, "vocab_size": 1024}
                    """,
            "generation_config.json", "{\"eos_token_id\": 2}\n",
            "tokenizer_config.json",
                    "{\"tokenizer_class\": \"PreTrainedTokenizerFast\", \"model_max_length\": 40960}\n",
            "tokenizer.json", "{\"version\": \"1.0\", \"model\": {\"type\": \"BPE\", \"vocab\": {}, \"merges\": []}}\n",
            "README.md", "# A model of the simulated Hub\n\nIts weights are random numbers.\n");

    private SampleModel() {}

    static void addTo(LocalHub hub, String repository) {
        var branch = hub.addRepository(repository, FILES);
        var weights = branch.resolve("model.safetensors");
        if (Files.exists(weights)) {
            return;
        }
        try {
            Files.write(weights, safetensors(repository.hashCode()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A valid safetensors file: length of the header, header, one tensor. */
    private static byte[] safetensors(long seed) {
        var header = "{\"model.embed_tokens.weight\":{\"dtype\":\"BF16\",\"shape\":[%d,64],\"data_offsets\":[0,%d]}}"
                .formatted(WEIGHT_BYTES / 128, WEIGHT_BYTES)
                .getBytes(StandardCharsets.US_ASCII);
        var weights = new byte[WEIGHT_BYTES];
        new Random(seed).nextBytes(weights);
        return ByteBuffer.allocate(8 + header.length + WEIGHT_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .put(weights)
                .array();
    }
}
