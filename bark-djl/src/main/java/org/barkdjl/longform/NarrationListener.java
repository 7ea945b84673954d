package org.barkdjl.longform;

import org.barkdjl.BarkListener;
import org.barkdjl.text.SpeechPart.Piece;

/** Watches a narration and may cancel it; the stages are those of each piece. */
public interface NarrationListener extends BarkListener {
  /** Watches nothing. */
  NarrationListener NONE = new NarrationListener() {};

  /**
   * A piece begins.
   *
   * @param number of the piece, from 1
   * @param count of all pieces
   */
  default void piece(int number, int count, Piece piece) {}
}
