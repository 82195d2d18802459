package dev.slipway.activities.connection;

import dev.slipway.ssh.RemoteHost;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.job.RemoteJobs;
import dev.slipway.ssh.job.RemoteJobs.PodRoot;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Prepared roots of pods: each is prepared once a process, and anew when it was found changed. */
@Singleton
final class PodRoots {
    private final RemoteJobs jobs;
    private final Map<Key, PodRoot> prepared = new ConcurrentHashMap<>();

    PodRoots(RemoteJobs jobs) {
        this.jobs = jobs;
    }

    /** The root as it was last prepared. Two first uses at once prepare it twice, which is harmless. */
    PodRoot get(Key key, RemoteHost control) throws SshException {
        PodRoot known = prepared.get(key);
        return known != null ? known : prepare(key, control);
    }

    PodRoot prepare(Key key, RemoteHost control) throws SshException {
        PodRoot root = jobs.prepare(control, key.root());
        prepared.put(key, root);
        return root;
    }

    void forget(Key key) {
        prepared.remove(key);
    }

    /** A root of a pod at an address: another address may be another machine. */
    record Key(String pod, String address, String root) {}
}
