package dev.slipway.ssh.job;

import dev.slipway.ssh.SshException;
import dev.slipway.ssh.SshException.Kind;
import dev.slipway.ssh.job.RemoteJobs.JobStatus;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads frames: a line of words, and for data as many bytes as it says. */
final class FrameReader {
    private static final int LONGEST_HEADER = 2_000;
    private static final int MOST_DATA = 1 << 20;

    private final InputStream input;
    private boolean answered;

    FrameReader(InputStream input) {
        this.input = new BufferedInputStream(input, 1 << 16);
    }

    /**
     * Waits for the next frame.
     *
     * @throws IOException when the channel ends
     * @throws SshException when the follower refuses, or says what this version does not understand
     */
    Frame next() throws IOException, SshException {
        while (!answered) {
            var line = line();
            if (line.equals(PodScripts.WIPED)) {
                return new Frame.Wiped();
            }
            answered = line.equals(PodScripts.ANSWER);
        }
        var header = line();
        try {
            return frame(header, header.split(" "));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw PodScripts.refusal(header);
        }
    }

    private Frame frame(String header, String[] words) throws IOException, SshException {
        return switch (words[0]) {
            case "T" -> new Frame.Tick();
            case "D" -> new Frame.Data(Long.parseLong(words[1]), Long.parseLong(words[2]), bytes(words[3]));
            case "G" -> new Frame.Gap(Long.parseLong(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]));
            case "E" -> new Frame.End(Long.parseLong(words[1]), status(words, 3));
            case String other -> throw PodScripts.refusal(header);
        };
    }

    /** Words from {@code at} on: state, exit code, pid of the runner, logical end of the log. */
    static JobStatus status(String[] words, int at) throws SshException {
        var state =
                switch (words[at]) {
                    case "ABSENT" -> JobStatus.State.ABSENT;
                    case "RUNNING" -> JobStatus.State.RUNNING;
                    case "EXITED" -> JobStatus.State.EXITED;
                    case "LOST" -> JobStatus.State.LOST;
                    case String other -> throw new SshException(Kind.PROTOCOL, "no state of a job: " + other);
                };
        var exitCode = Integer.parseInt(words[at + 1]);
        return new JobStatus(state, exitCode, Long.parseLong(words[at + 2]), Long.parseLong(words[at + 3]));
    }

    private byte[] bytes(String length) throws IOException {
        var wanted = Integer.parseInt(length);
        if (wanted < 0 || wanted > MOST_DATA) {
            throw new NumberFormatException(length);
        }
        var bytes = input.readNBytes(wanted);
        if (bytes.length < wanted) {
            throw new EOFException("the channel ended in the middle of a frame");
        }
        return bytes;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (var next = input.read(); next != '\n'; next = input.read()) {
            if (next < 0) {
                throw new EOFException("the channel ended");
            }
            if (line.length() < LONGEST_HEADER) {
                line.append((char) next);
            }
        }
        return new String(line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
