package dev.slipway.ssh.job;

import dev.slipway.ssh.Command;
import dev.slipway.ssh.ExecResult;
import dev.slipway.ssh.RemoteHost;
import dev.slipway.ssh.SshException;
import dev.slipway.ssh.SshException.Kind;
import dev.slipway.ssh.job.RemoteJobs.PodRoot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Calls the scripts that were laid down on a pod, and reads their answers. */
final class PodScripts {
    /** First line of every answer; what a login shell's start files print stands before it. */
    static final String ANSWER = "@slipway";
    /** Said instead when the scripts are not there: the root was wiped, or this version was never laid down. */
    static final String WIPED = "@wiped";

    private static final int WIPED_STATUS = 97;
    private static final int REFUSED_STATUS = 3;
    private static final String CALL =
            "test -r \"$1\" || { echo " + WIPED + "; exit " + WIPED_STATUS + "; }; echo " + ANSWER + "; exec sh \"$@\"";
    /** The kernel's limit for one argument, which the whole command is for a moment, is 128 KiB. */
    private static final int LONGEST = 120_000;

    private final JobScripts scripts;

    PodScripts(JobScripts scripts) {
        this.scripts = scripts;
    }

    /** The command line of a script of this version. */
    Command command(PodRoot root, String name, List<String> arguments, byte[] stdin, Duration timeout) {
        var parameters = new ArrayList<String>();
        parameters.add(root.path() + "/bin/" + scripts.version() + "/" + name);
        parameters.add(root.path());
        parameters.addAll(arguments);
        if (parameters.stream().mapToInt(String::length).sum() > LONGEST) {
            throw new IllegalArgumentException("script and parameters are longer than " + LONGEST + " characters");
        }
        return Command.script(timeout, CALL, parameters).withStdin(stdin);
    }

    /** Sends the one script that lays down the others. */
    Answer prepare(RemoteHost control, String root, String hostKey, Duration timeout) throws SshException {
        var parameters = new ArrayList<>(List.of(root, hostKey, scripts.version()));
        parameters.addAll(scripts.namesAndTexts());
        var script = "echo " + ANSWER + "\n" + scripts.prepare();
        return answer(control.run(Command.script(timeout, script, parameters)));
    }

    static boolean wiped(ExecResult result) {
        return result.exitStatus().orElse(0) == WIPED_STATUS;
    }

    /** @throws SshException of the kind that the script refused with; PROTOCOL for an answer that is none */
    static Answer answer(ExecResult result) throws SshException {
        if (result.exitStatus().isEmpty()) {
            throw new SshException(Kind.CONNECTION_LOST, "the connection was lost before the answer was complete");
        }
        var status = result.exitStatus().getAsInt();
        var start = result.stdout().indexOf(ANSWER + "\n");
        if (start >= 0 && !result.truncated() && (status == 0 || status == REFUSED_STATUS)) {
            var body = result.stdout().substring(start + ANSWER.length() + 1);
            if (status == REFUSED_STATUS) {
                throw refusal(body.strip().lines().reduce("", (first, last) -> last));
            }
            return new Answer(body, result.stderr());
        }
        throw new SshException(
                Kind.PROTOCOL,
                "the pod's answer was not understood (exit status " + status + "): " + LogText.clean(result.stderr()));
    }

    /** A line {@code error KIND SENTENCE}. */
    static SshException refusal(String line) {
        var words = line.split(" ", 3);
        if (words.length == 3 && words[0].equals("error")) {
            var known = Arrays.stream(Kind.values())
                    .filter(kind -> kind.name().equals(words[1]))
                    .findAny();
            if (known.isPresent()) {
                return new SshException(known.get(), LogText.clean(words[2]));
            }
        }
        return new SshException(Kind.PROTOCOL, "the pod's answer was not understood: " + LogText.clean(line));
    }

    /**
     * What a script answered.
     *
     * @param body standard output after the first line
     * @param stderr standard error
     */
    record Answer(String body, String stderr) {
        List<String> lines() {
            return body.lines().toList();
        }

        /** The rest of the only line that starts with this word. */
        String value(String word) throws SshException {
            for (var line : lines()) {
                if (line.startsWith(word + " ")) {
                    return line.substring(word.length() + 1);
                }
            }
            throw new SshException(Kind.PROTOCOL, "the pod's answer has no line '" + word + "'");
        }
    }
}
