package org.barkdjl.bench;

import java.time.Duration;
import java.util.List;

/**
 * How much to ask for at once.
 *
 * @param clients how many there are together; each number is measured, in this order
 * @param requests how many texts each client asks for, one after the other
 * @param longest how much is spoken of a text at most
 */
public record LoadOptions(List<Integer> clients, int requests, Duration longest) {
  /** Each has a thread, and a server a connection. */
  public static final int MAX_CLIENTS = 256;

  public LoadOptions {
    if (clients.isEmpty() || clients.stream().anyMatch(n -> n < 1 || n > MAX_CLIENTS)) {
      throw new IllegalArgumentException(
          "clients must be numbers from 1 to " + MAX_CLIENTS + ", not " + clients);
    }
    if (requests < 1) {
      throw new IllegalArgumentException("requests must be 1 or more, not " + requests);
    }
    if (longest.isNegative() || longest.isZero()) {
      throw new IllegalArgumentException("the longest text must be above 0 s, not " + longest);
    }
    clients = clients.stream().distinct().toList();
  }
}
