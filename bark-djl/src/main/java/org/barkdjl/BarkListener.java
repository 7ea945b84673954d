package org.barkdjl;

/**
 * Watches a generation and may cancel it. Methods are called on the generating thread, between
 * chunks of work; they should return at once.
 */
public interface BarkListener {
  /** Watches nothing. */
  BarkListener NONE = new BarkListener() {};

  /** A stage begins; it will take about {@code expected} steps, or fewer. */
  default void started(Stage stage, int expected) {}

  /** {@code done} of about {@code expected} steps are finished. */
  default void advanced(Stage stage, int done, int expected) {}

  /** A stage is finished. */
  default void finished(Stage stage, StageTiming timing) {}

  /** Asked between chunks: true ends the generation with a CancelledException. */
  default boolean cancelled() {
    return false;
  }
}
