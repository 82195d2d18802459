package dev.slipway.testpods.simulated;

import dev.slipway.testpods.gpu.FakeNvidiaSmi;
import dev.slipway.testpods.hub.LocalHub;
import dev.slipway.testpods.link.FaultyLink;
import dev.slipway.testpods.openssh.SshLogin;
import dev.slipway.testpods.process.BootIdentity;
import dev.slipway.testpods.process.PodFolder;
import dev.slipway.testpods.process.PodProcess;
import dev.slipway.testpods.process.PodProcesses;
import dev.slipway.testpods.process.SmallDisk;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A simulated pod: an SSH server that runs real shell commands in a home of its own, where {@code uv}, {@code hf},
 * {@code vllm} and {@code nvidia-smi} are simulated, with a local Hub that has small models, and faults on demand.
 *
 * <p>Needs python3, bash and setsid on this machine, and nothing else. {@link #close} ends everything that runs on it.
 */
public final class SimulatedPod implements AutoCloseable {
    /** A model that every simulated pod's Hub has. */
    public static final String MODEL = "slipway/tiny-chat";

    /** A model of the catalogue's, with weights that mean nothing. */
    public static final String CATALOGUE_MODEL = "Qwen/Qwen3-0.6B";

    private final PodLayout layout;
    private final boolean temporary;
    private final PodProcesses processes;
    private final LocalHub hub;
    private final PodServer server;
    private final FaultyLink link;
    private final @Nullable SmallDisk disk;

    private SimulatedPod(PodOptions options, PodLayout layout, @Nullable SmallDisk disk, LocalHub hub) {
        this.temporary = options.folder() == null;
        this.layout = layout;
        this.disk = disk;
        this.hub = hub;
        var marker = UUID.randomUUID().toString();
        processes = new PodProcesses(marker, layout.home());
        var environment = new TreeMap<>(options.environment());
        environment.put("HF_ENDPOINT", hub.endpoint());
        server = new PodServer(layout, new PodShell(layout, marker, environment));
        link = FaultyLink.between(options.port(), server.start());
        PodFolder.write(layout.knownHosts(), "[127.0.0.1]:" + link.port() + " " + server.hostKey() + "\n");
    }

    /** A pod with two H100 in a temporary folder. */
    public static SimulatedPod start() {
        return start(PodOptions.defaults());
    }

    /** A pod that accepts connections when this returns. */
    public static SimulatedPod start(PodOptions options) {
        var layout = new PodLayout(
                options.folder() == null
                        ? PodFolder.temporary("slipway-pod-")
                        : PodFolder.create(options.folder().toAbsolutePath()));
        var disk = options.diskMebibytes() > 0 ? SmallDisk.mount(layout.home(), options.diskMebibytes()) : null;
        layout.install(options.gpus());
        var hub = LocalHub.startIn(layout.hub());
        try {
            SampleModel.addTo(hub, MODEL);
            SampleModel.addTo(hub, CATALOGUE_MODEL);
            return new SimulatedPod(options, layout, disk, hub);
        } catch (RuntimeException failure) {
            hub.close();
            if (disk != null) {
                disk.close();
            }
            throw failure;
        }
    }

    /** How to reach it. */
    public SshLogin login() {
        return new SshLogin(
                "simulated",
                System.getProperty("user.name"),
                "127.0.0.1",
                link.port(),
                layout.identity(),
                layout.knownHosts(),
                layout.home());
    }

    /** The Hub that its {@code HF_ENDPOINT} names. */
    public LocalHub hub() {
        return hub;
    }

    /** Its network: refuse, drop, freeze, delay. */
    public FaultyLink link() {
        return link;
    }

    /** Its GPUs. */
    public FakeNvidiaSmi gpus() {
        return new FakeNvidiaSmi(layout.tools());
    }

    /** Its disk, where {@link PodOptions#disk} gave it one. */
    public SmallDisk disk() {
        if (disk == null) {
            throw new IllegalStateException("this pod has no disk of its own");
        }
        return disk;
    }

    /** What is wrong from now on; what was wrong before is right again. */
    public void faults(PodFaults faults) {
        layout.faults(faults);
    }

    /** Everything behind the scenes: {@code home/}, {@code tools/}, {@code hub/}, {@code sshd/}. */
    public Path folder() {
        return layout.folder();
    }

    /** What runs on it now: empty when it was left as found. */
    public List<PodProcess> processes() {
        return processes.living();
    }

    /** Kills everything that runs on it. */
    public void killProcesses() {
        processes.endAll();
    }

    /**
     * Lets it look rebooted: everything that runs on it ends, and what runs from now on sees another boot id.
     *
     * @throws UnsupportedOperationException without root or mount namespaces
     */
    public void reboot() {
        new BootIdentity(layout.bootId()).renew();
        link.refuse();
        processes.endAll();
        link.drop();
        link.accept();
    }

    @Override
    public void close() {
        link.close();
        server.close();
        processes.endAll();
        hub.close();
        if (disk != null) {
            disk.close();
        }
        if (temporary) {
            PodFolder.delete(layout.folder());
        }
    }
}
