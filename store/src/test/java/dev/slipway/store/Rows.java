package dev.slipway.store;

import dev.slipway.store.deployment.DeploymentRow;
import dev.slipway.store.deployment.InstanceKey;
import dev.slipway.store.deployment.InstanceRow;
import dev.slipway.store.model.ModelKey;
import dev.slipway.store.model.ModelRow;
import dev.slipway.store.pod.GpuKey;
import dev.slipway.store.pod.GpuRow;
import dev.slipway.store.pod.PodRow;
import dev.slipway.store.pod.RuntimeKey;
import dev.slipway.store.pod.RuntimeRow;
import dev.slipway.store.run.RunRow;
import dev.slipway.workflows.deployment.DeploymentStatus;
import dev.slipway.workflows.deployment.DesiredState;
import dev.slipway.workflows.model.ModelStatus;
import dev.slipway.workflows.pod.PodStatus;
import dev.slipway.workflows.run.RunKind;
import dev.slipway.workflows.run.RunStatus;

/** Rows as tests need them: valid, and no two columns of one row with the same value. */
public final class Rows {
    private Rows() {}

    public static PodRow pod(String name) {
        return new PodRow(
                name,
                "root@" + name,
                new byte[] {1, 2, 3},
                "ssh-ed25519 AAAA",
                "shell",
                "~/.slipway",
                "mount -t nfs store:/models /mnt",
                "/mnt/models",
                "{\"HF_ENDPOINT\":\"http://hub\"}",
                new byte[] {4, 5},
                true,
                "print-" + name,
                "boot-1@17",
                PodStatus.FAILED,
                "the disk is full",
                "{\"cores\":8}",
                10,
                11,
                12);
    }

    public static GpuRow gpu(String pod, String uuid, int index) {
        return new GpuRow(new GpuKey(pod, uuid), index, "NVIDIA H100 80GB HBM3", 81559, 81000, false, "9.0");
    }

    public static RuntimeRow runtime(String pod, String name, long at) {
        var key = new RuntimeKey(pod, name);
        return new RuntimeRow(
                key, name + " auto", "/runtimes/" + name, "READY", "0.32.0", "2.9.1", "12.8", "3.12.4", 2, "run", at);
    }

    public static ModelRow model(String pod, String revision, long at) {
        var key = new ModelKey(pod, "org/model", revision);
        return new ModelRow(key, "main", ModelStatus.VERIFIED, 1000, 7, "/snapshots/" + revision, "run", at - 1, at);
    }

    public static DeploymentRow deployment(String name, String pod) {
        return new DeploymentRow(
                name,
                pod,
                "org/model",
                "main",
                "release",
                DesiredState.RUNNING,
                DeploymentStatus.STARTING,
                "OUT_OF_MEMORY",
                "the GPU has too little memory",
                3,
                "{\"dtype\":\"auto\"}",
                new byte[] {9},
                "run",
                11,
                12);
    }

    public static InstanceRow instance(String deployment, int number) {
        return new InstanceRow(
                new InstanceKey(deployment, number),
                "a",
                "run-1.launch.1",
                8001,
                "[\"GPU-1\"]",
                "{\"port\":8001}",
                "org/model",
                DeploymentStatus.STARTING,
                "run",
                11,
                12);
    }

    /** A run that has just been asked for: nothing in it has happened yet. */
    public static RunRow run(String id) {
        return run(id, "pod");
    }

    public static RunRow run(String id, String pod) {
        return new RunRow(
                id,
                RunKind.DOWNLOAD,
                pod,
                "org/model",
                "",
                "download/" + pod + "/org/model",
                "",
                "hash",
                "{}",
                RunStatus.PENDING,
                "",
                "",
                0,
                0,
                0,
                0,
                0,
                1,
                1,
                0);
    }

    /** A run with something in every column. */
    public static RunRow endedRun(String id) {
        return new RunRow(
                id,
                RunKind.START,
                "pod",
                "org/model",
                "chat",
                "deployment/chat",
                "temporal-run",
                "hash",
                "{\"model\":\"org/model\"}",
                RunStatus.FAILED,
                "OUT_OF_MEMORY",
                "the GPU has too little memory",
                21,
                22,
                23,
                24,
                25,
                11,
                12,
                13);
    }
}
