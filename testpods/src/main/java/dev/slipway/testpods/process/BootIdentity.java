package dev.slipway.testpods.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Another boot id for what runs on a pod: commands are started in a mount namespace of their own, in which a file stands in
 * for {@code /proc/sys/kernel/random/boot_id}. Needs Linux and root.
 *
 * @param file holds the boot id; its name has no blanks
 */
public record BootIdentity(Path file) {
    private static final String ENTER = "mount --bind \"$1\" /proc/sys/kernel/random/boot_id && shift && exec \"$@\"";

    /** Writes a new boot id: what is started through {@link #prefix} from now on sees it. */
    public void renew() {
        PodFolder.write(file, UUID.randomUUID() + "\n");
        try {
            var probe = new ArrayList<>(prefix());
            probe.add("true");
            Tool.run(new ProcessBuilder(probe));
        } catch (RuntimeException refused) {
            throw new UnsupportedOperationException("a new boot id needs root and mount namespaces", refused);
        }
    }

    /** What stands before a command's own words. */
    public List<String> prefix() {
        return List.of("unshare", "-m", "--propagation", "private", "sh", "-c", ENTER, "sh", file.toString());
    }
}
