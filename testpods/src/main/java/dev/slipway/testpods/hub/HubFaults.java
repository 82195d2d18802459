package dev.slipway.testpods.hub;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the local Hub does wrong; combined freely, counted faults happen that many times and then no more.
 *
 * @param values words of {@code PUT /_fault} in {@code stub_hub.py}
 */
public record HubFaults(Map<String, String> values) {
    public HubFaults {
        values = Map.copyOf(values);
    }

    /** No fault. */
    public static HubFaults none() {
        return new HubFaults(Map.of());
    }

    /** Every file comes at this rate, in bytes a second. */
    public HubFaults slow(long bytesPerSecond) {
        return with("bps", bytesPerSecond);
    }

    /** The connection is cut after so many bytes of a file. */
    public HubFaults cut(long afterBytes, int times) {
        return with("cut_after", afterBytes).with("cut_times", times);
    }

    /** After so many bytes of a file nothing more comes, and the connection stays open. */
    public HubFaults stall(long afterBytes, int times) {
        return with("stall_after", afterBytes).with("stall_times", times);
    }

    /** Requests are answered with this HTTP status. */
    public HubFaults status(int status, int times) {
        return with("status", status).with("status_times", times);
    }

    /** A file comes with wrong bytes and its right length. */
    public HubFaults corrupt(int times) {
        return with("corrupt_times", times);
    }

    private HubFaults with(String word, long value) {
        var more = new TreeMap<>(values);
        more.put(word, Long.toString(value));
        return new HubFaults(more);
    }

    String toJson() {
        return values.entrySet().stream()
                .map(value -> "\"" + value.getKey() + "\":" + value.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
