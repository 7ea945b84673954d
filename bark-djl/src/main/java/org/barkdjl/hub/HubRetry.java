package org.barkdjl.hub;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.barkdjl.error.CancelledException;

/**
 * When to try again after a failure that may pass.
 *
 * @param attempts tries without any progress before giving up
 * @param first the pause after the first failure; it doubles with each
 * @param longest no pause is longer, not even one that the hub asks for
 * @param stalled a connection that is silent for so long has failed
 * @param pause waits
 */
public record HubRetry(
    int attempts, Duration first, Duration longest, Duration stalled, Pause pause) {
  /** Waits for some time. */
  @FunctionalInterface
  public interface Pause {
    void sleep(Duration time) throws InterruptedException;
  }

  /** What the product uses. */
  public static final HubRetry DEFAULT =
      new HubRetry(
          6,
          Duration.ofSeconds(1),
          Duration.ofMinutes(5),
          Duration.ofSeconds(30),
          time -> Thread.sleep(time.toMillis()));

  /** How long a pause lasts before it looks whether it was cancelled. */
  private static final Duration SLICE = Duration.ofMillis(200);

  private static final int MAX_DOUBLINGS = 20;

  /** The pause after so many failures in a row, at least 1. */
  Duration delay(int failures) {
    Duration delay = first.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
    return delay.compareTo(longest) > 0 ? longest : delay;
  }

  /** Waits; throws CancelledException as soon as that is wanted. */
  void await(Duration delay, BooleanSupplier cancelled) {
    Duration left = delay;
    while (!left.isNegative() && !left.isZero()) {
      throwIf(cancelled);
      Duration slice = left.compareTo(SLICE) < 0 ? left : SLICE;
      try {
        pause.sleep(slice);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw cancelled();
      }
      left = left.minus(slice);
    }
  }

  static void throwIf(BooleanSupplier cancelled) {
    if (cancelled.getAsBoolean() || Thread.currentThread().isInterrupted()) {
      throw cancelled();
    }
  }

  static CancelledException cancelled() {
    return new CancelledException(
        "Cancelled; the download goes on from here when it is started again.");
  }
}
