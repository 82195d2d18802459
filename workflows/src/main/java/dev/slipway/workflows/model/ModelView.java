package dev.slipway.workflows.model;

/**
 * A model as the Hub has it, and how much of it is on the pod.
 *
 * @param repository {@code organisation/name}
 * @param commit the revision, resolved
 * @param snapshotPath folder on the pod that holds it, or will
 * @param python interpreter on the pod that has the Hub client
 * @param files number of its files
 * @param sizeBytes size of all its files, equal ones counted once
 * @param missingBytes how much of that is not on the pod as whole files
 * @param largestBytes size of its largest file
 * @param freeBytes free space where it goes
 * @param verified every file is there, and its hash was found right since it last changed
 * @param hubAsked false when the Hub was not needed, or gave no answer and a verified copy is there
 */
public record ModelView(
        String repository,
        String commit,
        String snapshotPath,
        String python,
        int files,
        long sizeBytes,
        long missingBytes,
        long largestBytes,
        long freeBytes,
        boolean verified,
        boolean hubAsked) {}
