package dev.slipway.client.run;

/**
 * How far a run is that moves bytes.
 *
 * @param bytesDone so far
 * @param bytesTotal in all; 0 when not known
 * @param bytesPerSecond rate; 0 when not known
 */
public record RunProgress(long bytesDone, long bytesTotal, long bytesPerSecond) {}
