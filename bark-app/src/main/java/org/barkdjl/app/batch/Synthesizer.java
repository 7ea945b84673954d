package org.barkdjl.app.batch;

import java.io.IOException;

/** Makes the audio of items, several at once if it can. */
public interface Synthesizer {
  /** Hears how attempts ended. */
  @FunctionalInterface
  interface Settling {
    /**
     * An attempt has ended; its audio is there until this returns.
     *
     * @throws IOException if the audio cannot be written
     */
    void settle(Attempt attempt, Outcome outcome) throws IOException;
  }

  /** Whether it would work faster with one more attempt. */
  boolean hasRoom();

  /** Takes on an attempt. */
  void begin(Attempt attempt) throws IOException;

  /** Whether all that were begun are settled. */
  boolean isIdle();

  /**
   * Works for a while on what was begun, and settles what has come to its end. Attempts fail one by
   * one and not together.
   *
   * @throws org.barkdjl.error.CancelledException if the user wants to stop
   * @throws IOException if audio cannot be written, nor then could that of others
   */
  void work(Settling settling) throws IOException;
}
