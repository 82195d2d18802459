package dev.slipway.bench;

import dev.slipway.client.SlipwayClient;
import dev.slipway.client.deployment.StartDeployment;
import dev.slipway.client.run.Run;
import dev.slipway.client.run.RunEvent;
import dev.slipway.client.run.RunStep;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/** A start: how long it takes to notice that the server is healthy, and what it writes into Temporal's history. */
final class Start {
    private static final String NAME = "bench";
    private static final int PORT = 8123;
    private static final Pattern PROBE = Pattern.compile("answered in (\\d+) ms");

    private final Bed bed;

    Start(Bed bed) {
        this.bed = bed;
    }

    List<Figure> measure() throws IOException, InterruptedException {
        bed.stack.expectDone(List.of("models", "pull", Bed.MODEL));
        CompletableFuture<Instant> healthy = CompletableFuture.supplyAsync(Start::firstHealthy);
        String runId = begin();
        Run run;
        Instant ended;
        try (SlipwayClient client = client()) {
            ended = end(client, runId);
            run = client.runs().get(runId);
        }
        long lag = Duration.between(healthy.join(), ended).toMillis();
        long probe = probeMillis(run);
        long events = historyEvents("deployment/" + NAME) + historyEvents("deployment/" + NAME + "/start/1");
        bed.stack.expectDone(List.of("stop", NAME));
        return List.of(
                new Figure(
                        "start: first 200 of /health to done, less the probe",
                        (lag - probe) / 1000.0,
                        1,
                        "s",
                        "%d ms less the inference of %d ms".formatted(lag, probe)),
                new Figure("start: history events", events, 80, "", "of the deployment's workflow and the start's"));
    }

    private String begin() throws IOException {
        try (SlipwayClient client = client()) {
            return client.deployments()
                    .start(new StartDeployment(
                            NAME,
                            Bed.POD,
                            Bed.MODEL,
                            "main",
                            "",
                            0,
                            512,
                            0,
                            PORT,
                            "auto",
                            false,
                            List.of("--enforce-eager"),
                            Map.of(),
                            0))
                    .id();
        }
    }

    private SlipwayClient client() throws IOException {
        return SlipwayClient.connect(URI.create(bed.stack.apiUrl()), bed.stack.token());
    }

    /** The pod is this machine, so that its loopback can be watched closely without anybody's help. */
    private static Instant firstHealthy() {
        var http = HttpClient.newHttpClient();
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + "/health"))
                .build();
        while (true) {
            try {
                Thread.sleep(20);
                if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return Instant.now();
                }
            } catch (IOException notYet) {
                // it does not listen yet
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** When somebody who follows the run learns that it is done. */
    private static Instant end(SlipwayClient client, String run) {
        try (var events = client.runs().events(run, 0)) {
            while (events.hasNext()) {
                if (events.next().type() == RunEvent.Type.RUN_DONE) {
                    return Instant.now();
                }
            }
        }
        throw new IllegalStateException("the run " + run + " is not done");
    }

    private static long probeMillis(Run run) {
        String detail = run.steps().stream()
                .filter(step -> step.name().equals("ready"))
                .map(RunStep::detail)
                .findFirst()
                .orElse("");
        var found = PROBE.matcher(detail);
        if (!found.find()) {
            throw new IllegalStateException("the step does not tell how long its probe took: " + detail);
        }
        return Long.parseLong(found.group(1));
    }

    private long historyEvents(String workflowId) {
        var options = WorkflowServiceStubsOptions.newBuilder()
                .setTarget(bed.stack.temporalTarget())
                .build();
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(options);
        try {
            return stubs.blockingStub()
                    .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                            .setNamespace("default")
                            .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId))
                            .build())
                    .getWorkflowExecutionInfo()
                    .getHistoryLength();
        } finally {
            stubs.shutdownNow();
        }
    }
}
