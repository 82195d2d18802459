package dev.slipway.client;

import static dev.slipway.client.PathText.segment;

import dev.slipway.client.pod.ExecCommand;
import dev.slipway.client.pod.ExecOutcome;
import dev.slipway.client.pod.Pod;
import dev.slipway.client.pod.PodGpu;
import dev.slipway.client.pod.RegisterPod;
import dev.slipway.client.pod.SetUpPod;
import dev.slipway.client.pod.SetUpScript;
import dev.slipway.client.pod.TrustOutcome;
import dev.slipway.client.pod.TrustPod;
import dev.slipway.client.pod.UpdatePod;
import dev.slipway.client.run.Run;
import java.util.List;

/** Pods. */
public final class PodsClient {
    private static final String PODS = SlipwayClient.BASE + "/pods";

    private final Transport transport;

    PodsClient(Transport transport) {
        this.transport = transport;
    }

    public List<Pod> list() {
        return transport.list(PODS, Pod.class);
    }

    public Pod get(String pod) {
        return transport.get(path(pod), Pod.class);
    }

    /** Registers a pod: connects once, pins its host key and learns what machine it is. */
    public Pod register(RegisterPod request) {
        return transport.send("POST", PODS, request, Pod.class);
    }

    public Pod update(String pod, UpdatePod changes) {
        return transport.send("PATCH", path(pod), changes, Pod.class);
    }

    /**
     * Forgets a pod; touches nothing on it.
     *
     * @param force also when deployments run on it, and gives up clean-ups that wait for it
     */
    public void remove(String pod, boolean force) {
        transport.send("DELETE", path(pod) + "?force=" + force, null);
    }

    public Run setUp(String pod, SetUpPod request) {
        return transport.send("POST", path(pod) + "/setup", request, Run.class);
    }

    /** The whole set-up as a script; changes nothing. */
    public SetUpScript setUpScript(String pod, SetUpPod request) {
        return transport.send("POST", path(pod) + "/setup?dryRun=true", request, SetUpScript.class);
    }

    /** Looks at the pod anew: its facts and GPUs, as they are now. */
    public Pod inspect(String pod) {
        return transport.send("POST", path(pod) + "/inspect", null, Pod.class);
    }

    /** Its GPUs with free memory and holders, as they are now. */
    public List<PodGpu> gpus(String pod) {
        return transport.list(path(pod) + "/gpus", PodGpu.class);
    }

    public TrustOutcome trust(String pod, TrustPod request) {
        return transport.send("POST", path(pod) + "/trust", request, TrustOutcome.class);
    }

    public ExecOutcome exec(String pod, ExecCommand command) {
        return transport.send("POST", path(pod) + "/exec", command, ExecOutcome.class);
    }

    private static String path(String pod) {
        return PODS + "/" + segment(pod);
    }
}
