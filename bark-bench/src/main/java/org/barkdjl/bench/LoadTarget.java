package org.barkdjl.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** What clients ask to speak: an engine in this process, or a server. For any thread. */
public interface LoadTarget {
  /** What it is called in reports. */
  String name();

  /**
   * Speaks a text.
   *
   * @param longest how much of it at most
   * @param heard told once, when its first sound is there
   * @param cancelled whether to give up
   * @return how much audio came
   * @throws IOException with a sentence if a server refuses it, or cannot be reached
   * @throws org.barkdjl.error.BarkException if an engine fails, or it was cancelled
   */
  Duration speak(
      String text, long seed, Duration longest, Runnable heard, BooleanSupplier cancelled)
      throws IOException;

  /** The processor time of its process until now, in seconds; NaN where it does not tell. */
  double processorSeconds() throws IOException;
}
