package dev.slipway.cli.deployment;

import dev.slipway.cli.connection.Server;
import dev.slipway.client.deployment.Deployment;
import java.util.ArrayList;
import java.util.List;

/** How to use a deployment that is ready: lines that work as they are printed. No key stands in them, only where it is. */
final class UsageText {
    private static final String RERANK =
            "\"query\": \"What is a slipway?\", \"documents\": [\"A ramp for ships.\", \"A kind of cake.\"]";

    private final Server server;
    private final Deployment deployment;

    UsageText(Server server, Deployment deployment) {
        this.server = server;
        this.deployment = deployment;
    }

    List<String> lines() {
        String base = server.address() + "/v1";
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(deployment.name() + " is ready: " + deployment.model() + " at " + base);
        lines.add("The key is Slipway's access token; the server's own key stays with Slipway"
                + " (`slipway list --show-keys`).");
        lines.add("");
        lines.add("export OPENAI_BASE_URL=" + base);
        lines.add("export OPENAI_API_KEY=\"" + server.tokenShell() + "\"");
        sample(lines);
        if (deployment.exposed()) {
            lines.add("");
            lines.add("It is bound to the pod's address too, on port " + deployment.port()
                    + ": some of vLLM's paths need no key there.");
        }
        return lines;
    }

    private void sample(List<String> lines) {
        switch (deployment.kind()) {
            case "embed" -> {
                curl(lines, "embeddings", "\"input\": \"What is a slipway?\"");
                python(
                        lines,
                        "client.embeddings.create(model=\"" + deployment.name() + "\", input=\"What is a slipway?\")",
                        "len(answer.data[0].embedding)");
            }
            case "score" -> {
                curl(lines, "rerank", RERANK);
                python(
                        lines,
                        // The official client has no method of its own for it.
                        "client.post(\"/rerank\", cast_to=object, body={\"model\": \"" + deployment.name() + "\", "
                                + RERANK + "})",
                        "answer[\"results\"]");
            }
            default -> {
                curl(
                        lines,
                        "chat/completions",
                        "\"messages\": [{\"role\": \"user\", \"content\": \"What is a slipway?\"}]");
                python(
                        lines,
                        "client.chat.completions.create(model=\"" + deployment.name()
                                + "\", messages=[{\"role\": \"user\", \"content\": \"What is a slipway?\"}])",
                        "answer.choices[0].message.content");
            }
        }
    }

    private void curl(List<String> lines, String path, String content) {
        lines.add("");
        lines.add("curl \"$OPENAI_BASE_URL/" + path + "\" -H \"Authorization: Bearer $OPENAI_API_KEY\" \\");
        lines.add("  -H 'Content-Type: application/json' \\");
        lines.add("  -d '{\"model\": \"" + deployment.name() + "\", " + content + "}'");
    }

    private static void python(List<String> lines, String call, String shown) {
        lines.add("");
        lines.add("python3 - <<'EOF'  # needs: pip install openai");
        lines.add("from openai import OpenAI");
        lines.add("client = OpenAI()");
        lines.add("answer = " + call);
        lines.add("print(" + shown + ")");
        lines.add("EOF");
    }
}
