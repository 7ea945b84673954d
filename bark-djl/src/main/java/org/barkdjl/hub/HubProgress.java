package org.barkdjl.hub;

import java.time.Duration;
import java.util.Optional;

/**
 * How far some downloads are.
 *
 * @param doneBytes of all files, those of earlier runs included
 * @param totalBytes of all files whose size is known
 * @param receivedBytes in this run
 * @param elapsed since this run began
 */
public record HubProgress(long doneBytes, long totalBytes, long receivedBytes, Duration elapsed) {
  private static final double NANOS_PER_SECOND = 1e9;

  /** Bytes a second on average; 0 at the beginning. */
  public double bytesPerSecond() {
    return elapsed.isZero() ? 0 : receivedBytes * NANOS_PER_SECOND / elapsed.toNanos();
  }

  /** How long it will take at this rate; empty at the beginning. */
  public Optional<Duration> remaining() {
    double rate = bytesPerSecond();
    return rate > 0
        ? Optional.of(Duration.ofSeconds(Math.round((totalBytes - doneBytes) / rate)))
        : Optional.empty();
  }
}
