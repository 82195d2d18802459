package dev.slipway.ssh.job;

import dev.slipway.ssh.SshException;
import dev.slipway.ssh.job.RemoteJobs.JobStatus;

/** What the follower on the pod sends: see {@code follow.sh}. {@code key} is the subscription that it is for. */
sealed interface Frame {
    /** Bytes of a log at a logical offset. */
    record Data(long key, long offset, byte[] bytes) implements Frame {}

    /** These bytes were pruned before they were sent. */
    record Gap(long key, long from, long to) implements Frame {}

    /** The job ended, or nobody knows it; all of its log was sent. */
    record End(long key, JobStatus status) implements Frame {}

    /** Alive, with nothing new. */
    record Tick() implements Frame {}

    /** The scripts are not on the pod any more, and so no job is. The last frame of a channel. */
    record Wiped() implements Frame {}

    /** Made on this side: the channel broke. The last frame of a channel. */
    record Broken(SshException cause) implements Frame {}
}
