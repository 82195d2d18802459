package dev.slipway.api.pod;

import dev.slipway.api.problem.ApiProblem;
import dev.slipway.api.request.InputRules;
import dev.slipway.client.pod.ExecCommand;
import dev.slipway.client.pod.ExecOutcome;
import dev.slipway.client.pod.Pod;
import dev.slipway.client.pod.RegisterPod;
import dev.slipway.client.pod.TrustOutcome;
import dev.slipway.client.pod.TrustPod;
import dev.slipway.client.pod.UpdatePod;
import dev.slipway.ssh.Command;
import dev.slipway.ssh.ExecResult;
import dev.slipway.ssh.SshException;
import dev.slipway.store.pod.PodRepository;
import dev.slipway.workflows.failure.FailureCode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pods: machines reached by SSH. */
@Controller("/api/v1/pods")
@ExecuteOn(TaskExecutors.BLOCKING)
final class PodsController {
    /** {@code SECONDS LINE}: a limit on the pod itself, since the end of a connection ends nothing there. */
    private static final String WITHIN = """
            if timeout -k 5 5 true 2>/dev/null; then
              exec timeout -k 5 "$1" sh -c "$2"
            fi
            exec sh -c "$2"
            """;

    private static final int COMMAND_LIMIT = 65_536;
    private static final int LONGEST_SECONDS = 600;

    private final PodRepository pods;
    private final PodLinks links;
    private final PodViews views;
    private final PodRegistration registration;
    private final PodChanges changes;
    private final PodRemoval removal;

    PodsController(
            PodRepository pods,
            PodLinks links,
            PodViews views,
            PodRegistration registration,
            PodChanges changes,
            PodRemoval removal) {
        this.pods = pods;
        this.links = links;
        this.views = views;
        this.registration = registration;
        this.changes = changes;
        this.removal = removal;
    }

    /** All pods by name, as they were last looked at. */
    @Get
    List<Pod> list() {
        return pods.findAllOrderByName().stream().map(views::view).toList();
    }

    /** One pod, as it was last looked at. */
    @Get("/{pod}")
    Pod get(String pod) {
        return views.view(links.row(pod));
    }

    /** Registers a pod: connects to it once, pins its host key, and learns what machine it is. */
    @Post
    @Status(HttpStatus.CREATED)
    HttpResponse<Pod> register(@Body RegisterPod request) throws SshException {
        Pod pod = views.view(registration.register(request));
        return HttpResponse.created(pod, URI.create("/api/v1/pods/" + pod.name()));
    }

    /** Changes a pod; what is left out stays as it is. A new way to it is tried first. */
    @Patch("/{pod}")
    Pod update(String pod, @Body UpdatePod request) throws SshException {
        changes.update(pod, request);
        return get(pod);
    }

    /**
     * Forgets a pod; touches nothing on it.
     *
     * @param force also with deployments that run, and with runs under way, which are given up
     */
    @Delete("/{pod}")
    @Status(HttpStatus.NO_CONTENT)
    void remove(String pod, @QueryValue(defaultValue = "false") boolean force) {
        removal.remove(pod, force);
    }

    /** Pins the host key anew: the given ones, else the one that the machine shows now. */
    @Post("/{pod}/trust")
    TrustOutcome trust(String pod, @Body @Nullable TrustPod request) throws SshException {
        return changes.trust(pod, request == null ? new TrustPod(List.of()) : request);
    }

    /**
     * Runs one command, and answers its outputs and exit code when it has ended. One that takes too long, or whose asker has
     * gone, is ended on the pod, too.
     */
    @Post("/{pod}/exec")
    ExecOutcome exec(String pod, @Body ExecCommand request) throws SshException {
        String line = InputRules.text("command", InputRules.present("command", request.command()), COMMAND_LIMIT);
        int seconds = InputRules.range("timeoutSeconds", request.timeoutSeconds(), 1, LONGEST_SECONDS);
        Command command = Command.script(
                        Duration.ofSeconds(seconds), WITHIN, List.of(String.valueOf(seconds + 1), line))
                .withStdin(request.stdin().getBytes(StandardCharsets.UTF_8));
        ExecResult result = run(pod, command, seconds);
        return new ExecOutcome(
                result.exitStatus().isPresent() ? result.exitStatus().getAsInt() : null,
                result.stdout(),
                result.stderr(),
                result.truncated());
    }

    private ExecResult run(String pod, Command command, int seconds) throws SshException {
        PodLink link = links.open(pod);
        try {
            return link.control().run(command);
        } catch (SshException e) {
            // The limit is the user's own, not one of ours on the way to the pod.
            if (e.kind() == SshException.Kind.DEADLINE) {
                throw new ApiProblem(
                        FailureCode.STEP_DEADLINE,
                        "The command did not end within " + seconds + " s (timeoutSeconds).");
            }
            throw e;
        }
    }
}
