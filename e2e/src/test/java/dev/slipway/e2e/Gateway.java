package dev.slipway.e2e;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.slipway.testpods.stack.Stack;
import java.io.IOException;

/** The official OpenAI client, pointed at the gateway as the printed export lines say. */
final class Gateway implements AutoCloseable {
    private final OpenAIClient client;

    Gateway(Stack stack) throws IOException {
        this(stack.apiUrl(), stack.token());
    }

    Gateway(String apiUrl, String token) {
        client = OpenAIOkHttpClient.builder()
                .baseUrl(apiUrl + "/v1")
                .apiKey(token)
                .build();
    }

    /** What a deployment says to one message. */
    String answer(String deployment, String message) {
        var question = ChatCompletionCreateParams.builder()
                .model(deployment)
                .addUserMessage(message)
                .build();
        return client.chat()
                .completions()
                .create(question)
                .choices()
                .getFirst()
                .message()
                .content()
                .orElse("");
    }

    OpenAIClient client() {
        return client;
    }

    @Override
    public void close() {
        client.close();
    }
}
