package org.barkdjl.narration;

import org.barkdjl.error.BarkException;

/** A narration ended early, for the reason that is its cause. What was spoken can be kept. */
public final class CutShortException extends BarkException {
  private final transient Narration narration;
  private final int pieces;

  /**
   * @param narration up to there, one piece at least
   * @param pieces how many of the plan were spoken or left out
   * @param cause why
   */
  public CutShortException(
      String message, Narration narration, int pieces, RuntimeException cause) {
    super(message, cause);
    this.narration = narration;
    this.pieces = pieces;
  }

  /** What was spoken, one piece at least. */
  public Narration narration() {
    return narration;
  }

  /** How many pieces of the plan were spoken or left out. */
  public int pieces() {
    return pieces;
  }
}
