package dev.slipway.store;

import dev.slipway.store.deployment.DeploymentRow;
import dev.slipway.store.pod.GpuKey;
import dev.slipway.store.pod.GpuRow;
import dev.slipway.store.pod.PodRow;
import dev.slipway.store.run.RunRow;
import dev.slipway.workflows.deployment.DeploymentStatus;
import dev.slipway.workflows.deployment.DesiredState;
import dev.slipway.workflows.pod.PodStatus;
import dev.slipway.workflows.run.RunKind;
import dev.slipway.workflows.run.RunStatus;

/** Rows as tests need them: valid, and otherwise uninteresting. */
public final class Rows {
    private Rows() {}

    public static PodRow pod(String name) {
        return new PodRow(
                name,
                "root@" + name,
                new byte[] {1, 2, 3},
                "",
                "shell",
                "~/.slipway",
                "",
                "",
                "{}",
                null,
                false,
                "print-" + name,
                "",
                PodStatus.FAILED,
                "",
                "{}",
                0,
                1,
                1);
    }

    public static GpuRow gpu(String pod, String uuid, int index) {
        return new GpuRow(new GpuKey(pod, uuid), index, "NVIDIA H100 80GB HBM3", 81559, 81000, false, "9.0");
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
                "",
                "",
                1,
                "{}",
                new byte[] {9},
                "run",
                1,
                1);
    }

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
}
