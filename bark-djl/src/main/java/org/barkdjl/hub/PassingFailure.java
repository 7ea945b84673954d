package org.barkdjl.hub;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A failure that may pass: the request is worth another try. */
final class PassingFailure extends IOException {
  private final Duration retryAfter;

  /**
   * @param message what happened, in words, without a full stop
   * @param retryAfter the pause that the hub asked for, or null
   */
  PassingFailure(String message, Duration retryAfter, Throwable cause) {
    super(message, cause);
    this.retryAfter = retryAfter;
  }

  PassingFailure(String message) {
    this(message, null, null);
  }

  Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
