package org.barkdjl;

import java.time.Duration;

/**
 * How much may wait for an engine. Requests that it works on already do not count.
 *
 * @param requests how many
 * @param audio how long all that waits may be when spoken, by an estimate from the texts
 */
public record QueueLimit(int requests, Duration audio) {
  /** As much as memory holds. */
  public static final QueueLimit NONE =
      new QueueLimit(Integer.MAX_VALUE, Duration.ofSeconds(Long.MAX_VALUE));

  public QueueLimit {
    if (requests < 1) {
      throw new IllegalArgumentException("the queue must hold 1 request or more, not " + requests);
    }
    if (audio.isZero() || audio.isNegative()) {
      throw new IllegalArgumentException("the queue must hold more than 0 s, not " + audio);
    }
  }
}
