package org.barkdjl.narration;

import org.barkdjl.BarkListener;

/** Watches a narration and may cancel it; the stages are those of each piece. */
public interface NarrationListener extends BarkListener {
  /** Watches nothing. */
  NarrationListener NONE = new NarrationListener() {};

  /**
   * Pieces begin that are generated together.
   *
   * @param first of them, from 1
   * @param last of them; of those between, some may be finished
   * @param count of all pieces
   */
  default void pieces(int first, int last, int count) {}
}
