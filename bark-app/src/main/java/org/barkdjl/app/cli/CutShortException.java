package org.barkdjl.app.cli;

import org.barkdjl.error.BarkException;

/** What was to be spoken ended early, for the reason that is its cause; what was spoken is kept. */
public final class CutShortException extends BarkException {
  /**
   * An early end.
   *
   * @param message says what there is, and where the rest begins
   */
  public CutShortException(String message, RuntimeException cause) {
    super(message, cause);
  }
}
