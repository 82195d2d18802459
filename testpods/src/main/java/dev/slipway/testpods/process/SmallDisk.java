package dev.slipway.testpods.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real file system of a small size, in memory, for disks that run full. Needs Linux and root. */
public final class SmallDisk implements AutoCloseable {
    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Mounts it over an empty folder. */
    public static SmallDisk mount(Path folder, int mebibytes) {
        Tool.run(
                "mount",
                "-t",
                "tmpfs",
                "-o",
                "size=" + mebibytes + "m",
                "slipway-test",
                PodFolder.create(folder).toString());
        return new SmallDisk(folder);
    }

    /** Fills it up until only so many bytes are free; a later call with a greater number makes room again. */
    public void leaveFree(long bytes) {
        var ballast = folder.resolve(".ballast");
        try {
            Files.deleteIfExists(ballast);
            var size = Files.getFileStore(folder).getUsableSpace() - bytes;
            try (var output = Files.newOutputStream(ballast)) {
                var block = new byte[1 << 16];
                for (var left = size; left > 0; left -= block.length) {
                    output.write(block, 0, (int) Math.min(left, block.length));
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Unmounts it, with all that is on it. */
    @Override
    public void close() {
        Tool.run("umount", "-l", folder.toString());
    }
}
