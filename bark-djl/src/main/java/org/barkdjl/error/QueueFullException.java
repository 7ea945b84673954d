package org.barkdjl.error;

import java.time.Duration;

/** So much waits for an engine that it takes no more for now. */
public final class QueueFullException extends BarkException {
  private final Duration retryAfter;

  /**
   * A refusal of one request.
   *
   * @param retryAfter after which there is probably room again
   */
  public QueueFullException(String message, Duration retryAfter) {
    super(message);
    this.retryAfter = retryAfter;
  }

  /** After which time there is probably room again, by an estimate. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
