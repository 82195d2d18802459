package dev.slipway.ssh.job;

import dev.slipway.ssh.RemoteHost;
import dev.slipway.ssh.SshException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Starts, follows, ends and prunes the jobs of a pod. All methods are idempotent and safe to repeat after any failure.
 *
 * <p>Ids of jobs, runs and steps match {@code [A-Za-z0-9_-][A-Za-z0-9._-]{0,127}}; anything else, a variable that
 * Slipway sets itself, and a NUL character are an {@link IllegalArgumentException}.
 */
public interface RemoteJobs {
    /**
     * Prepares the pod's root: checks write, exec, hard link, rename and space, lays down the runner scripts of this
     * version, and answers what identifies the machine. One round trip.
     *
     * @param root folder for all of Slipway's state, absolute or starting with {@code ~/}
     */
    PodRoot prepare(RemoteHost control, String root) throws SshException;

    /**
     * Starts the job, or finds that it was started before; answers its state right after, which is never {@code ABSENT}.
     * One round trip. An id that was ended before it began is {@code LOST}, and never begins.
     */
    JobStatus start(RemoteHost control, PodRoot root, JobStart job) throws SshException;

    /** State of several jobs in one round trip; an unknown id is {@link JobStatus.State#ABSENT}. */
    Map<String, JobStatus> status(RemoteHost control, PodRoot root, List<String> jobIds) throws SshException;

    /**
     * Those of several jobs of which any process lives, in one round trip: also what a job that ended or was lost left
     * behind. An unknown id has none.
     */
    Set<String> living(RemoteHost control, PodRoot root, List<String> jobIds) throws SshException;

    /**
     * Follows the job from a logical log offset until it ends: new bytes are pushed to the listener as they appear, then
     * the outcome is returned. The follower channel is shared by all jobs of the pod in this process. Interrupting the
     * thread stops the following, never the job. An id that nobody started is {@code ABSENT} at once. When the connection
     * is lost this throws, kind {@code CONNECTION_LOST}: follow again from the offset after the last byte received.
     *
     * @param follow host handle of purpose FOLLOW
     * @param fromOffset logical offset of the first byte wanted
     */
    JobStatus follow(RemoteHost follow, PodRoot root, String jobId, long fromOffset, LogListener listener)
            throws SshException, InterruptedException;

    /** Bytes of the log from an offset; a reader whose offset was pruned is told of the gap. */
    LogChunk read(RemoteHost control, PodRoot root, String jobId, long fromOffset, int maxBytes) throws SshException;

    /**
     * Ends the whole tree of a job: TERM, wait {@code grace}, TERM, wait, KILL; done only when no process of it is left.
     * Also for a job that ended or was lost but left processes behind, and for one that has not begun: it never will.
     *
     * <p>Kind {@code DEADLINE}: a process does not even end by KILL, for it hangs in a driver.
     *
     * @return processes that were ended, for the log; empty when none lived
     */
    JobEnd end(RemoteHost control, PodRoot root, String jobId, Duration grace) throws SshException;

    /**
     * Removes folders of jobs that ended more than {@code olderThan} ago, and entries of the ledger; never a job whose
     * processes live. A job that is removed can be executed again, so keep what a workflow may still ask for. Takes some
     * seconds at most: what is left over then goes with the next call.
     *
     * @param kept ids of jobs to keep, and of runs whose jobs are all kept: what stands before the first dot of an id
     * @return how many folders of jobs were removed
     */
    int prune(RemoteHost control, PodRoot root, Duration olderThan, Set<String> kept) throws SshException;

    /**
     * Runs a short changing command behind the pod's ledger: refused (kind {@code FENCED}) when a newer fence was seen
     * for the same key, and answered from the ledger when it was done before, also by an older attempt. An older attempt
     * that still runs is waited for, so this may take twice {@code timeout}; a command that takes longer than that is
     * ended with its children (kind {@code DEADLINE}).
     */
    FencedResult fenced(
            RemoteHost control,
            PodRoot root,
            Fence fence,
            String script,
            List<String> parameters,
            byte[] stdin,
            Duration timeout)
            throws SshException;

    /** Receives new log bytes. */
    interface LogListener {
        /** {@code bytes} of the log at logical {@code offset}; may throw to stop following. */
        void onLog(long offset, byte[] bytes);

        /** The bytes from {@code fromOffset} to {@code toOffset} were pruned before they were read. */
        void onGap(long fromOffset, long toOffset);

        /** Called at least every second while following, also when nothing happens: heartbeat here. */
        void onTick(long offset);
    }

    /**
     * A job to start.
     *
     * @param id run id, step and ordinal, in characters {@code [A-Za-z0-9._-]}
     * @param script POSIX shell text of the job
     * @param parameters positional parameters of the script
     * @param environment plain variables
     * @param secrets variables that travel by standard input into a 0600 file which the job deletes once read
     * @param deployment marker for processes of a deployment, or empty
     */
    record JobStart(
            String id,
            String script,
            List<String> parameters,
            Map<String, String> environment,
            Map<String, String> secrets,
            String deployment) {
        @Override
        public String toString() {
            return "JobStart[" + id + "]";
        }
    }

    /**
     * State of a job.
     *
     * @param state where it is
     * @param exitCode of the script; meaningful in state EXITED only
     * @param pid of the runner; 0 when unknown
     * @param logBytes logical end of the log
     */
    record JobStatus(State state, int exitCode, long pid, long logBytes) {
        /** Where a job is. */
        public enum State {
            ABSENT,
            RUNNING,
            EXITED,
            /** The owner is gone and left no exit code. */
            LOST
        }
    }

    /**
     * The prepared root of a pod.
     *
     * @param path absolute {@code <root>/<fingerprint>}
     * @param home absolute login folder
     * @param fingerprint stable identity of the machine
     * @param bootIdentity boot id and start time of process 1
     * @param freeBytes free space below the root
     */
    record PodRoot(String path, String home, String fingerprint, String bootIdentity, long freeBytes) {}

    /** Bytes of a log; {@code offset} is that of the first byte, greater than asked for when there is a gap. */
    record LogChunk(long offset, byte[] bytes, long end) {}

    /** What an {@link #end} found: the command names it ended, and how many needed KILL. */
    record JobEnd(List<String> ended, int killed) {}

    /** Key and number of a fenced command; a higher number is a newer attempt. */
    record Fence(String runId, String step, long number) {}

    /** Result of a fenced command; {@code replayed} when it came from the ledger. */
    record FencedResult(int exitCode, String stdout, String stderr, boolean replayed) {}
}
