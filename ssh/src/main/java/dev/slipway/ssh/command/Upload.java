package dev.slipway.ssh.command;

import dev.slipway.ssh.Command;
import dev.slipway.ssh.ExecResult;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.SshException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a remote file atomically.
 *
 * <p>A connection that is lost in the middle looks like the end of the file to the remote {@code cat}, so the file takes
 * its name only after its size was checked: against the size told beforehand where the content is small enough to be
 * held here, else by a second command.
 */
public final class Upload {
    /** Most bytes that are held here, for one round trip instead of two. */
    private static final int HELD = 8 << 20;

    /** A stalled connection is noticed by itself, long before. */
    private static final Duration LONGEST = Duration.ofHours(6);

    private static final String RECEIVE = """
            path=$1 mode=$2 size=$3
            [ ! -d "$path" ] || { echo "it is a folder" >&2; exit 73; }
            case $path in */*) folder=${path%/*}/ ;; *) folder=./ ;; esac
            umask 077
            part=$(mktemp "${folder}.slipway-upload.XXXXXX") || exit 73
            cat > "$part" || { rm -f "$part"; exit 74; }
            """;

    private static final String COMMIT = """
            [ "$(wc -c < "$part")" -eq "$size" ] && chmod "$mode" "$part" && mv -f -- "$part" "$path" && exit 0
            rm -f "$part"
            exit 75
            """;

    private static final String WHOLE = RECEIVE + COMMIT;
    /** Where nobody is left to read the name, nobody will name the file. */
    private static final String PART = RECEIVE + "trap '' PIPE\nprintf '%s' \"$part\" || rm -f \"$part\"\n";

    private static final String REST = "path=$1 mode=$2 size=$3 part=$4\n" + COMMIT;

    private final Commands commands;
    private final String name;
    private final String path;
    private final String mode;

    public Upload(Commands commands, String name, String path, int mode) {
        this.commands = commands;
        this.name = name;
        this.path = path;
        this.mode = Integer.toOctalString(mode);
    }

    /** Sends the content, read to its end; an error of the source is an {@link UncheckedIOException}. */
    public void send(InputStream content) throws SshException {
        try {
            var held = content.readNBytes(HELD + 1);
            if (held.length <= HELD) {
                run(WHOLE, List.of(path, mode, Integer.toString(held.length)), held);
                return;
            }
            sendLong(new SequenceInputStream(new ByteArrayInputStream(held), content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void sendLong(InputStream content) throws SshException, IOException {
        var source = new Source(content);
        var received = commands.run(Command.script(LONGEST, PART, List.of(path, mode, "")), source);
        check(received);
        var part = received.stdout();
        var failure = source.failure;
        if (failure != null) {
            commands.run(Command.script(LONGEST, REST, List.of(path, mode, "-1", part)));
            throw failure;
        }
        run(REST, List.of(path, mode, Long.toString(source.sent), part), new byte[0]);
    }

    /** Counts what it sends, and keeps the error that ended it early. */
    private static final class Source implements RunningCommand.Feed {
        private final InputStream content;
        private volatile long sent;
        private volatile @Nullable IOException failure;

        Source(InputStream content) {
            this.content = content;
        }

        @Override
        public void into(OutputStream stdin) throws IOException {
            var buffer = new byte[64 * 1024];
            var total = 0L;
            for (int count; (count = read(buffer)) >= 0; ) {
                stdin.write(buffer, 0, count);
                total += count;
            }
            sent = total;
            stdin.close();
        }

        private int read(byte[] buffer) {
            try {
                return content.read(buffer);
            } catch (IOException e) {
                failure = e;
                return -1;
            }
        }
    }

    private void run(String script, List<String> parameters, byte[] stdin) throws SshException {
        check(commands.run(Command.script(LONGEST, script, parameters).withStdin(stdin)));
    }

    private void check(ExecResult result) throws SshException {
        if (result.ok()) {
            return;
        }
        var said = result.stderr().strip().lines().reduce("", (first, last) -> last);
        if (said.contains("No space left") || said.contains("quota")) {
            throw new SshException(
                    Kind.DISK_FULL, "The disk of %s is full: %s cannot be written.".formatted(name, path));
        }
        if (result.exitStatus().isEmpty()) {
            throw new SshException(Kind.CONNECTION_LOST, "The upload of %s to %s was cut off.".formatted(path, name));
        }
        throw new SshException(Kind.ROOT_UNUSABLE, "%s cannot be written on %s: %s.".formatted(path, name, said));
    }
}
