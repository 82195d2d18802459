package dev.slipway.ssh.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A folder for a pod's PATH whose {@code sh} runs a job's first runner under strace: to list its system calls, or to
 * kill it as it enters one of them. All other shells, and later runners of the job, run as they are.
 */
final class StruckRunners {
    /** With this property every system call is a point; without, those that nobody outside can notice are left out. */
    private static final boolean EVERYWHERE = Boolean.getBoolean("slipway.test.killEverywhere");

    /** A runner that dies before one of these dies, for everybody else, before the next one that is not of these. */
    private static final Pattern UNNOTICED = Pattern.compile("(read|pread64|fcntl|lseek|ioctl|rt_sig\\w+|\\w*stat\\w*"
            + "|m(un)?map|mprotect|brk|access|get\\w+|prlimit64|arch_prctl|set_\\w+|rseq|prctl|poll|uname)\\(.*");

    private static final Pattern OPEN_TO_READ =
            Pattern.compile("open(at)?\\((?!.*(O_CREAT|O_WRONLY|O_RDWR|/pipe\")).*");

    private final Path plans;

    /** @param home of the pod; the plans lie there */
    StruckRunners(Path folder, Path home, Toolbox toolbox) throws IOException {
        plans = Files.createDirectories(home.resolve("plans"));
        Files.createDirectories(folder);
        var shell = Toolbox.find(toolbox.name().toLowerCase(java.util.Locale.ROOT))
                + (toolbox == Toolbox.BUSYBOX ? " sh" : "");
        var wrapper = Files.writeString(folder.resolve("sh"), """
                #!/bin/dash
                plan=$HOME/plans/$3
                case $1 in
                  */runner.sh)
                    if /bin/mv "$plan" "$plan.used" 2>/dev/null; then
                      read -r options <"$plan.used"
                      exec %s -D -qq -o "$plan.trace" $options %s "$@"
                    fi
                    ;;
                esac
                exec %s "$@"
                """.formatted(Toolbox.find("strace"), shell, shell));
        Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    void list(String job) throws IOException {
        Files.writeString(plans.resolve(job), "-e trace=all\n");
    }

    void strike(String job, Point point) throws IOException {
        var options =
                "-e trace=%1$s -e inject=%1$s:signal=KILL:when=%2$d\n".formatted(point.call(), point.occurrence());
        Files.writeString(plans.resolve(job), options);
    }

    /** Whether the job's first runner was killed. */
    boolean struck(String job) throws IOException {
        return Files.readString(plans.resolve(job + ".trace")).contains("+++ killed by SIGKILL +++");
    }

    /** The points at which a runner may be killed, from a job that was listed. */
    List<Point> points(String job) throws IOException {
        var occurrences = new HashMap<String, Integer>();
        var points = new ArrayList<Point>();
        for (var line : Files.readAllLines(plans.resolve(job + ".trace"))) {
            var bracket = line.indexOf('(');
            if (bracket <= 0 || !line.substring(0, bracket).matches("\\w+")) {
                continue; // a signal, or the end
            }
            var call = line.substring(0, bracket);
            var point = new Point(call, occurrences.merge(call, 1, Integer::sum));
            var noticed = !UNNOTICED.matcher(line).matches()
                    && !OPEN_TO_READ.matcher(line).matches();
            // The program was replaced before the first call that strace can strike.
            if ((EVERYWHERE || noticed) && !call.equals("execve")) {
                points.add(point);
            }
        }
        return points;
    }

    /** The moment at which a system call is entered: its name, and how often it was entered by then. */
    record Point(String call, int occurrence) {
        @Override
        public String toString() {
            return call + " " + occurrence;
        }
    }
}
