package dev.slipway.workflows.pod;

import java.util.Map;

/**
 * The machine, and who Slipway is on it.
 *
 * @param osId {@code ID} of os-release, for example {@code ubuntu}; empty when unknown
 * @param osVersion {@code VERSION_ID} of os-release, for example {@code 22.04}
 * @param osName its name for people
 * @param architecture as {@code uname -m} says
 * @param cpus processors that this login may use
 * @param memoryTotalMiB memory, or the container's limit where that is less
 * @param memoryAvailableMiB memory that is free or can be freed
 * @param home login folder
 * @param user login name
 * @param root whether this login is root
 * @param sudo whether it may become root without a password
 * @param packageManager {@code apt-get}, {@code dnf}, {@code yum}, {@code zypper}, {@code apk}, or empty
 * @param tools programs that were found, name to path
 * @param freeMiB free space by what is kept there: {@code home}, {@code root}, {@code models}
 */
public record MachineFacts(
        String osId,
        String osVersion,
        String osName,
        String architecture,
        int cpus,
        long memoryTotalMiB,
        long memoryAvailableMiB,
        String home,
        String user,
        boolean root,
        boolean sudo,
        String packageManager,
        Map<String, String> tools,
        Map<String, Long> freeMiB) {
    public MachineFacts {
        tools = Map.copyOf(tools);
        freeMiB = Map.copyOf(freeMiB);
    }

    /** Whether a step may do what only root may. */
    public boolean mayBecomeRoot() {
        return root || sudo;
    }

    public boolean has(String tool) {
        return tools.containsKey(tool);
    }
}
