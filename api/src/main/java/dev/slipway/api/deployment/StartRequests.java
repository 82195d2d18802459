package dev.slipway.api.deployment;

import dev.slipway.api.problem.ApiProblem;
import dev.slipway.api.request.InputRules;
import dev.slipway.client.deployment.StartDeployment;
import dev.slipway.store.json.Json;
import dev.slipway.workflows.deployment.PlanRefused;
import dev.slipway.workflows.deployment.ServerSpec;
import dev.slipway.workflows.deployment.SpecRules;
import java.nio.charset.StandardCharsets;

/** What was asked for, checked, in the words of the workflows. */
final class StartRequests {
    private static final int MOST_GPUS = 64;
    private static final int MOST_ARGUMENTS = 200;
    private static final int ARGUMENT_LIMIT = 8192;
    /** A request travels through Temporal, whose payloads stay under 16 KiB. */
    private static final int TOTAL_LIMIT = 12 * 1024;

    private static final int DAY_SECONDS = 86_400;

    private StartRequests() {}

    static ServerSpec spec(StartDeployment request) {
        if (request.arguments().size() > MOST_ARGUMENTS) {
            throw InputRules.invalid("A server takes at most " + MOST_ARGUMENTS + " raw arguments.");
        }
        request.arguments().forEach(argument -> InputRules.text("argument", argument, ARGUMENT_LIMIT));
        refuseLong(request);
        return passed(new ServerSpec(
                InputRules.name("name", request.name()),
                InputRules.name("pod", request.pod()),
                InputRules.repository(request.model()),
                InputRules.revision(request.revision()),
                request.runtime().isEmpty() ? "" : InputRules.word("runtime", request.runtime()),
                InputRules.range("memoryPercent", request.memoryPercent(), 0, 95),
                InputRules.range("contextTokens", request.contextTokens(), 0, Integer.MAX_VALUE),
                InputRules.range("gpus", request.gpus(), 0, MOST_GPUS),
                request.port() == 0 ? 0 : InputRules.range("port", request.port(), 1024, 65_535),
                InputRules.oneOf("dtype", request.dtype(), "auto", "float16", "bfloat16", "float32"),
                request.expose(),
                request.arguments(),
                InputRules.environment(request.environment()),
                InputRules.range("readyTimeoutSeconds", request.readyTimeoutSeconds(), 0, DAY_SECONDS)));
    }

    /** Before anything is stored: raw arguments may hold what must not be. */
    private static ServerSpec passed(ServerSpec spec) {
        try {
            SpecRules.check(spec);
            return spec;
        } catch (PlanRefused refused) {
            throw new ApiProblem(refused.failure().code(), refused.failure().message());
        }
    }

    private static void refuseLong(StartDeployment request) {
        String json = Json.write(request.arguments()) + Json.write(request.environment());
        if (json.getBytes(StandardCharsets.UTF_8).length > TOTAL_LIMIT) {
            throw InputRules.invalid(
                    "The arguments and variables of a server take at most " + TOTAL_LIMIT + " bytes of JSON together.");
        }
    }
}
