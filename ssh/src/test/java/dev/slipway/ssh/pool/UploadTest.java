package dev.slipway.ssh.pool;

import static dev.slipway.ssh.pool.Reach.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.ssh.RemoteHost;
import dev.slipway.ssh.SshException.Kind;
import dev.slipway.testpods.openssh.RealSshd;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files that are there whole or not at all. */
class UploadTest extends WithHosts {
    private static RealSshd server;
    private RemoteHost host;
    private Path home;

    @BeforeAll
    static void startServer() {
        server = RealSshd.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void reach() {
        host = control(Reach.pinned(server.login("pod")));
        home = server.login("pod").home();
    }

    @AfterEach
    void nothingHalfMadeIsLeft() throws IOException {
        try (var files = Files.walk(home)) {
            assertThat(files.filter(file -> file.getFileName().toString().contains("slipway-upload")))
                    .isEmpty();
        }
    }

    @Test
    void aSmallFileArrivesWithItsMode() throws Exception {
        host.upload(bytes("secret"), "small", 0600);
        assertThat(home.resolve("small")).hasContent("secret");
        assertThat(mode("small")).isEqualTo("rw-------");
        host.upload(bytes("#!/bin/sh\n"), home.resolve("small").toString(), 0755);
        assertThat(home.resolve("small")).hasContent("#!/bin/sh\n");
        assertThat(mode("small")).isEqualTo("rwxr-xr-x");
    }

    @Test
    void anEmptyAndABigFileArriveWhole() throws Exception {
        host.upload(bytes(""), "empty", 0644);
        assertThat(home.resolve("empty")).isEmptyFile();
        var big = new byte[20_000_000];
        new Random(7).nextBytes(big);
        host.upload(new ByteArrayInputStream(big), "big", 0640);
        assertThat(home.resolve("big")).hasBinaryContent(big);
        assertThat(mode("big")).isEqualTo("rw-r-----");
    }

    @Test
    void namesAreDataWhateverTheyAre() throws Exception {
        for (var name : new String[] {"a b", "-rf", "it's", "$(touch oops)", "ü€", "line\nbreak", "*"}) {
            host.upload(bytes(name), name, 0600);
            assertThat(home.resolve(name)).hasContent(name);
        }
        assertThat(home.resolve("oops")).doesNotExist();
    }

    @Test
    void theOldFileStaysWhenTheSourceFails() throws Exception {
        host.upload(bytes("old"), "kept", 0600);
        for (var before : new int[] {10, 12_000_000}) {
            assertThatThrownBy(() -> host.upload(failingAfter(before), "kept", 0600))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("the source broke");
            assertThat(home.resolve("kept")).hasContent("old");
        }
    }

    @Test
    void theOldFileStaysWhenTheConnectionIsLost() throws Exception {
        host.upload(bytes("old"), "kept", 0600);
        var cutting = new SequenceInputStream(
                new ByteArrayInputStream(new byte[12_000_000]), afterwards(() -> server.dropConnections()));
        failure(Kind.CONNECTION_LOST, () -> host.upload(cutting, "kept", 0600));
        assertThat(home.resolve("kept")).hasContent("old");
        // The part file outlives the connection only as long as the shell that was cut off.
        Awaitility.await().until(() -> host.run(sh("ls -A | grep slipway-upload || true"))
                .stdout()
                .isEmpty());
    }

    @Test
    void aReaderNeverSeesHalfAFile() throws Exception {
        host.upload(new ByteArrayInputStream(new byte[3_000_000]), "watched", 0600);
        var watcher = host.open(sh("while [ ! -e stop ]; do wc -c < watched; done | sort -u"));
        for (var round = 0; round < 5; round++) {
            host.upload(new ByteArrayInputStream(new byte[3_000_000]), "watched", 0600);
        }
        host.upload(bytes(""), "stop", 0600);
        assertThat(new String(watcher.stdout().readAllBytes(), StandardCharsets.UTF_8).strip())
                .isEqualTo("3000000");
        watcher.close();
    }

    @Test
    void aPlaceThatCannotBeWrittenIsSaid() {
        assertThat(failure(Kind.ROOT_UNUSABLE, () -> host.upload(bytes("x"), "no/such/folder/file", 0600)))
                .hasMessageContaining("no/such/folder/file");
        failure(Kind.ROOT_UNUSABLE, () -> host.upload(bytes("x"), "/proc/nothing", 0600));
        failure(Kind.ROOT_UNUSABLE, () -> host.upload(bytes("x"), home.toString(), 0600));
    }

    @Test
    void aFullDiskIsSaid() throws Exception {
        var small = Files.createDirectory(home.resolve("small-disk")).toString();
        Assumptions.assumeTrue(
                host.run(sh("mount -t tmpfs -o size=64k none \"$1\"", small)).ok(), "no right to mount here");
        try {
            failure(Kind.DISK_FULL, () -> host.upload(new ByteArrayInputStream(new byte[500_000]), small + "/f", 0600));
        } finally {
            assertThat(host.run(sh("ls -A \"$1\"; umount \"$1\"", small)).stdout())
                    .isEmpty();
        }
    }

    private String mode(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(name)));
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static InputStream failingAfter(int count) {
        return new SequenceInputStream(new ByteArrayInputStream(new byte[count]), afterwards(() -> {
            throw new IOException("the source broke");
        }));
    }

    private interface Event {
        void happen() throws IOException;
    }

    /** Something happens when it is first read; then come zeros for ever. */
    private static InputStream afterwards(Event event) {
        return new InputStream() {
            private boolean happened;

            @Override
            public int read() throws IOException {
                return read(new byte[1], 0, 1) - 1;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                if (!happened) {
                    happened = true;
                    event.happen();
                }
                return length;
            }
        };
    }
}
