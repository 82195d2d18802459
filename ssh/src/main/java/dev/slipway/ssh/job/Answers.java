package dev.slipway.ssh.job;

import dev.slipway.ssh.SshException;
import dev.slipway.ssh.SshException.Kind;
import dev.slipway.ssh.job.PodScripts.Answer;
import dev.slipway.ssh.job.RemoteJobs.FencedResult;
import dev.slipway.ssh.job.RemoteJobs.JobStatus;

/** What the scripts' answers mean. */
final class Answers {
    private Answers() {}

    /** From a line {@code ID STATE CODE PID END}. */
    static JobStatus status(Answer answer, String id) throws SshException {
        var words = (id + " " + answer.value(id)).split(" ");
        if (words.length != 5) {
            throw new SshException(Kind.PROTOCOL, "no status of a job: " + LogText.clean(String.join(" ", words)));
        }
        try {
            return FrameReader.status(words, 1);
        } catch (NumberFormatException e) {
            throw new SshException(Kind.PROTOCOL, "no status of a job: " + LogText.clean(String.join(" ", words)), e);
        }
    }

    /** From a line {@code done CODE new|replayed} and the command's own output after it. */
    static FencedResult fenced(Answer answer) throws SshException {
        var lineEnd = answer.body().indexOf('\n');
        var words = answer.body().substring(0, Math.max(0, lineEnd)).split(" ");
        if (words.length != 3 || !words[0].equals("done")) {
            throw new SshException(Kind.PROTOCOL, "no result of a fenced command: " + LogText.clean(answer.body()));
        }
        var stdout = answer.body().substring(lineEnd + 1);
        return new FencedResult((int) number(words[1]), stdout, answer.stderr(), words[2].equals("replayed"));
    }

    static long number(String text) throws SshException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new SshException(Kind.PROTOCOL, "not a number: " + LogText.clean(text), e);
        }
    }
}
