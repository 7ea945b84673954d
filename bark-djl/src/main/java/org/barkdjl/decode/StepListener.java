package org.barkdjl.decode;

/** Told by a stage how far it is, between chunks of work; may throw to end the stage there. */
@FunctionalInterface
public interface StepListener {
  StepListener NONE = (done, expected) -> {};

  /**
   * Called when steps are finished.
   *
   * @param done steps finished
   * @param expected steps expected in all; a stage may end earlier
   */
  void advanced(int done, int expected);
}
