package dev.slipway.testpods.real;

import dev.slipway.testpods.gpu.FakeNvidiaSmi;
import dev.slipway.testpods.hub.LocalHub;
import dev.slipway.testpods.openssh.HomeSpec;
import dev.slipway.testpods.openssh.RealSshd;
import dev.slipway.testpods.openssh.SshdOptions;
import dev.slipway.testpods.process.PodFolder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Real pods on this machine: one OpenSSH server, a key, home and environment a pod, and a local Hub that they share.
 *
 * <p>Nothing on them is faked but, where asked for, {@code nvidia-smi}: {@code uv}, vLLM for CPU and the {@code hf} client
 * are the real ones. {@code uv} keeps its cache in the pods' folder, which {@link #close} deletes; set the variable
 * {@value #CACHE} to a folder to keep it between runs.
 */
public final class RealPods implements AutoCloseable {
    /** Environment variable with a folder for {@code uv}'s cache that outlives the pods. */
    public static final String CACHE = "SLIPWAY_TESTPODS_CACHE";

    /** What a machine may need to reach its package index; handed on to the pods where set. */
    private static final List<String> HANDED_ON = List.of(
            "SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE", "HTTPS_PROXY", "PIP_INDEX_URL", "UV_DEFAULT_INDEX");

    private final RealSshd sshd;
    private final LocalHub hub;
    private final Map<String, RealPod> pods = new LinkedHashMap<>();

    private RealPods(RealSshd sshd, LocalHub hub) {
        this.sshd = sshd;
        this.hub = hub;
    }

    /** Starts these pods and their Hub. */
    public static RealPods start(PodSpec... specs) {
        var pods = new RealPods(RealSshd.start(SshdOptions.defaults()), LocalHub.start());
        try {
            PodFolder.copyResource("real/" + PodUvSettings.WHEEL, pods.wheels().resolve(PodUvSettings.WHEEL));
            List.of(specs).forEach(pods::add);
            return pods;
        } catch (RuntimeException failure) {
            pods.close();
            throw failure;
        }
    }

    /** Adds a pod to the running ones. */
    public RealPod add(PodSpec spec) {
        var login = sshd.addHome(withEnvironment(spec.home()));
        if (spec.gpus() != null) {
            new FakeNvidiaSmi(login.home().resolve("bin")).install(spec.gpus());
        }
        PodFolder.write(login.home().resolve(".config/uv/uv.toml"), PodUvSettings.text(wheels(), cache()));
        var pod = new RealPod(spec.home().name(), login, hub);
        pods.put(pod.name(), pod);
        return pod;
    }

    /** A pod by its name. */
    public RealPod pod(String name) {
        var pod = pods.get(name);
        if (pod == null) {
            throw new IllegalArgumentException("no such pod: " + name);
        }
        return pod;
    }

    /** The server: its faults, and the processes that run on the pods. */
    public RealSshd sshd() {
        return sshd;
    }

    public LocalHub hub() {
        return hub;
    }

    @Override
    public void close() {
        sshd.close();
        hub.close();
    }

    /**
     * What a login on a pod has in its environment: the Hub, and how the index is reached from here. Who runs commands in an
     * environment of his own has to bring these.
     */
    public Map<String, String> environment() {
        var variables = new TreeMap<>(Map.of(
                "HF_ENDPOINT", hub.endpoint(), "VLLM_CPU_KVCACHE_SPACE", "1", "VLLM_ENABLE_V1_MULTIPROCESSING", "0"));
        for (var name : HANDED_ON) {
            var value = System.getenv(name);
            if (value != null) {
                variables.put(name, value);
            }
        }
        return variables;
    }

    private HomeSpec withEnvironment(HomeSpec spec) {
        var home = spec;
        for (var variable : environment().entrySet()) {
            home = home.variable(variable.getKey(), variable.getValue());
        }
        return home;
    }

    private Path wheels() {
        return sshd.folder().resolve("wheels");
    }

    private Path cache() {
        var kept = System.getenv(CACHE);
        return kept == null ? sshd.folder().resolve("uv-cache") : Path.of(kept).toAbsolutePath();
    }
}
