package dev.slipway.e2e;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import dev.slipway.testpods.stack.Stack;
import java.io.IOException;

/** The official OpenAI client, pointed at the gateway as the printed export lines say. */
final class Gateway implements AutoCloseable {
    private final OpenAIClient client;

    Gateway(Stack stack) throws IOException {
        client = OpenAIOkHttpClient.builder()
                .baseUrl(stack.apiUrl() + "/v1")
                .apiKey(stack.token())
                .build();
    }

    OpenAIClient client() {
        return client;
    }

    @Override
    public void close() {
        client.close();
    }
}
