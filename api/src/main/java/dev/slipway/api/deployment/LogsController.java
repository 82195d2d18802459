package dev.slipway.api.deployment;

import dev.slipway.api.pod.PodLink;
import dev.slipway.api.pod.PodLinks;
import dev.slipway.api.problem.ApiProblem;
import dev.slipway.api.request.InputRules;
import dev.slipway.api.stream.Streams;
import dev.slipway.ssh.SshException;
import dev.slipway.store.deployment.DeploymentRow;
import dev.slipway.store.deployment.InstanceRow;
import dev.slipway.workflows.failure.FailureCode;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.reactivestreams.Publisher;

/** Logs of servers. They are not stored: they are read from the pod. */
@Controller("/api/v1/deployments/{name}/logs")
@ExecuteOn(TaskExecutors.BLOCKING)
final class LogsController {
    private static final int LONGEST_TAIL = 128 * 1024 * 1024;

    private final Deployments deployments;
    private final PodLinks links;
    private final Streams streams;

    LogsController(Deployments deployments, PodLinks links, Streams streams) {
        this.deployments = deployments;
        this.links = links;
        this.streams = streams;
    }

    /**
     * The log of the current or last server, as text.
     *
     * @param follow go on as it grows, until the server ends
     * @param tail begin at most so many bytes before its end; 0: from its beginning
     */
    @Get
    @Produces("text/plain; charset=utf-8")
    Publisher<byte[]> logs(
            String name, @QueryValue(defaultValue = "false") boolean follow, @QueryValue(defaultValue = "0") int tail)
            throws SshException {
        DeploymentRow row = deployments.get(name);
        InputRules.range("tail", tail, 0, LONGEST_TAIL);
        String job = deployments
                .server(row)
                .map(InstanceRow::jobId)
                .filter(id -> !id.isEmpty())
                .orElseThrow(() -> new ApiProblem(
                        FailureCode.NOT_FOUND, "The deployment " + name + " has no log: it was never launched."));
        PodLink link = links.open(row.pod());
        return streams.of("logs-" + name, new LogSource(link, link.root(), job, follow, tail));
    }
}
