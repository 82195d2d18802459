package dev.slipway.store.deployment;

import java.util.List;

/** Grants and releases GPU shares and ports, each in one short transaction that locks what it checks. */
public interface Leases {
    /**
     * Reserves shares of GPUs and a port for an instance, all or nothing. Asking again for the same instance answers the
     * same reservation.
     *
     * @throws LeaseRefused when a GPU's shares would pass 0.95 in sum, or no port of the list is free
     */
    Reservation reserve(Request request) throws LeaseRefused;

    /** Deletes everything that the instance holds; tolerates "never held". */
    void release(String deployment, int instance);

    /** Shares that are taken, by GPU UUID, in thousandths, for a pod's GPUs. */
    java.util.Map<String, Integer> taken(List<String> gpuUuids);

    /**
     * What to reserve.
     *
     * @param fingerprint machine that the ports belong to
     * @param deployment name of the deployment
     * @param instance number of the instance
     * @param runId run that asks
     * @param gpuUuids GPUs to take a share of, each
     * @param sharePermille share of each, in thousandths
     * @param ports candidates in order of preference; the first free one is taken
     */
    record Request(
            String fingerprint,
            String deployment,
            int instance,
            String runId,
            List<String> gpuUuids,
            int sharePermille,
            List<Integer> ports) {}

    /** What was granted. */
    record Reservation(int port, List<String> gpuUuids, int sharePermille) {}

    /** Why nothing was granted;. */
    final class LeaseRefused extends Exception {
        private final boolean port;

        public LeaseRefused(boolean port, String message) {
            super(message);
            this.port = port;
        }

        /** Whether ports ran out, and not GPU shares. */
        public boolean isPort() {
            return port;
        }
    }
}
