package dev.slipway.ssh.job;

import dev.slipway.ssh.RemoteHost;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.SshException.Kind;
import dev.slipway.ssh.job.RemoteJobs.JobStatus;
import dev.slipway.ssh.job.RemoteJobs.LogListener;
import dev.slipway.ssh.job.RemoteJobs.PodRoot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The follower channels of this process: one a pod, opened when first needed. */
final class FollowChannels {
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final PodScripts scripts;
    private final Map<String, Slot> slots = new ConcurrentHashMap<>();

    FollowChannels(PodScripts scripts) {
        this.scripts = scripts;
    }

    JobStatus follow(RemoteHost host, PodRoot root, String jobId, long fromOffset, LogListener listener)
            throws SshException, InterruptedException {
        var slot = slots.computeIfAbsent(root.path() + " " + root.fingerprint(), key -> new Slot());
        return slot.channel(host, root).follow(jobId, fromOffset, listener);
    }

    void close() {
        slots.values().forEach(Slot::close);
    }

    /** The place of one pod's channel: only its own followers wait while it is opened. */
    private final class Slot {
        private @Nullable FollowChannel current;

        synchronized FollowChannel channel(RemoteHost host, PodRoot root) throws SshException, InterruptedException {
            var channel = current;
            if (channel == null || !channel.usable()) {
                channel = open(host, root);
                current = channel;
            }
            return channel;
        }

        synchronized void close() {
            if (current != null) {
                current.close();
            }
        }

        private FollowChannel open(RemoteHost host, PodRoot root) throws SshException, InterruptedException {
            try {
                var command = scripts.command(root, "follow.sh", List.of(), new byte[0], SILENCE);
                var channel = new FollowChannel(host.open(command));
                channel.start();
                return channel;
            } catch (SshException e) {
                if (e.kind() == Kind.INTERRUPTED && Thread.interrupted()) {
                    throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
                }
                throw e;
            }
        }
    }
}
