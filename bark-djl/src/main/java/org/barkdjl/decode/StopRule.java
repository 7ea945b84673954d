package org.barkdjl.decode;

import java.util.OptionalDouble;

/**
 * When a causal stage ends by itself.
 *
 * @param token the token that ends the sequence, or -1 if nothing does
 * @param minProbability ends it, too, when the token's probability reaches this
 */
public record StopRule(int token, OptionalDouble minProbability) {
  /** Nothing ends the sequence. */
  public static final StopRule NEVER = new StopRule(-1, OptionalDouble.empty());

  /** Above every probability. */
  private static final double OFF = 2;

  /**
   * The probability as the program takes it. At temperature 0 the end's probability is 0 or 1, and
   * the draw itself tells which.
   */
  double threshold(Sampling sampling) {
    return sampling.temperature() == 0 ? OFF : minProbability.orElse(OFF);
  }
}
