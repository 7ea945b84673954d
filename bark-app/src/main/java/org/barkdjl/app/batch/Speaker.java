package org.barkdjl.app.batch;

import java.util.List;

/** Makes the audio of items, several at once if it can. */
public interface Speaker {
  /** How many attempts it likes to get at once. */
  int width();

  /**
   * Makes the attempts, which fail one by one and not together.
   *
   * @return an outcome an attempt, in their order
   * @throws org.barkdjl.error.CancelledException if the user wants to stop
   * @throws org.barkdjl.error.BarkException if nothing can be made any more: the model or the
   *     device failed
   */
  List<Outcome> speak(List<Attempt> attempts);
}
