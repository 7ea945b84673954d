package org.barkdjl.coarse;

import org.barkdjl.decode.Sampling;
import org.barkdjl.token.TokenSpace;

/**
 * How the coarse stage draws and how far it looks back.
 *
 * @param sampling how a token is drawn
 * @param maxHistory coarse tokens that a window sees before its own, 60 to 630; Suno's default 630
 * @param windowLength new tokens a window; Suno's default 60
 */
public record CoarseOptions(Sampling sampling, int maxHistory, int windowLength) {
  /** Suno's defaults. */
  public static final CoarseOptions DEFAULT = new CoarseOptions(Sampling.DEFAULT, 630, 60);

  /** The shortest and the longest look back; Suno's is the longest. */
  public static final int MIN_HISTORY = 60;

  public static final int MAX_HISTORY = 630;

  /** Positions that are left beside the 256 semantic slots of the 1024-position context. */
  public static final int MAX_HISTORY_AND_WINDOW = TokenSpace.CONTEXT - 256;

  public CoarseOptions {
    if (maxHistory < MIN_HISTORY || maxHistory > MAX_HISTORY) {
      throw new IllegalArgumentException(
          "coarse history must be " + MIN_HISTORY + " to " + MAX_HISTORY + ", not " + maxHistory);
    }
    if (windowLength < 1 || windowLength > MAX_HISTORY_AND_WINDOW - maxHistory) {
      throw new IllegalArgumentException(
          "coarse window must be 1 or more and at most 768 together with the history, not "
              + windowLength);
    }
  }

  public CoarseOptions withSampling(Sampling value) {
    return new CoarseOptions(value, maxHistory, windowLength);
  }

  public CoarseOptions withMaxHistory(int value) {
    return new CoarseOptions(sampling, value, windowLength);
  }

  public CoarseOptions withWindowLength(int value) {
    return new CoarseOptions(sampling, maxHistory, value);
  }
}
