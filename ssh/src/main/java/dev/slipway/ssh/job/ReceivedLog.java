package dev.slipway.ssh.job;

import dev.slipway.ssh.ExecResult;
import dev.slipway.ssh.RemoteHost;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.SshException.Kind;
import dev.slipway.ssh.job.RemoteJobs.LogChunk;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;

/** Collects the answer of {@code read.sh} as bytes, since a log is not text before {@link LogText} made it that. */
final class ReceivedLog implements RemoteHost.ByteSink {
    private static final byte[] ANSWER = (PodScripts.ANSWER + "\n").getBytes(StandardCharsets.US_ASCII);

    private final ByteArrayOutputStream all = new ByteArrayOutputStream();

    @Override
    public void accept(byte[] buffer, int length) {
        all.write(buffer, 0, length);
    }

    /** A line {@code FROM END}, then the bytes. */
    LogChunk chunk(ExecResult result) throws SshException {
        if (!result.exitStatus().equals(OptionalInt.of(0))) {
            throw new SshException(
                    Kind.CONNECTION_LOST, "reading the log was cut short: " + LogText.clean(result.stderr()));
        }
        var bytes = all.toByteArray();
        var start = indexOfAnswer(bytes) + ANSWER.length;
        var lineEnd = start;
        while (lineEnd < bytes.length && bytes[lineEnd] != '\n') {
            lineEnd++;
        }
        var words = new String(bytes, start, lineEnd - start, StandardCharsets.US_ASCII).split(" ");
        var log = Arrays.copyOfRange(bytes, Math.min(lineEnd + 1, bytes.length), bytes.length);
        return new LogChunk(Answers.number(words[0]), log, Answers.number(words[words.length - 1]));
    }

    private static int indexOfAnswer(byte[] bytes) throws SshException {
        for (var at = 0; at + ANSWER.length <= bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + ANSWER.length, ANSWER, 0, ANSWER.length)) {
                return at;
            }
        }
        throw new SshException(Kind.PROTOCOL, "the pod's answer to a read was not understood");
    }
}
