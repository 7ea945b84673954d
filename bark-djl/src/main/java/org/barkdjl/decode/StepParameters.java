package org.barkdjl.decode;

/**
 * How the next tokens of a sequence are drawn.
 *
 * @param phase steps of the stage done so far: odd ones draw from the range's second half
 * @param range what may be drawn
 * @param ending when the sequence ends
 * @param sampling how to draw
 * @param numbers one for each token
 */
public record StepParameters(
    int phase, LogitRange range, StopRule ending, Sampling sampling, UniformBuffer numbers) {

  /**
   * Whether all tokens up to the one that ends the sequence are of the range; where logits are not
   * finite the program gives the index behind its end.
   */
  boolean allows(int[] tokens) {
    for (int i = 0; i < tokens.length && tokens[i] != ending.token(); i++) {
      int low = range.low() + (phase + i) % 2 * range.stride();
      if (tokens[i] >= low + range.width()) {
        return false;
      }
    }
    return true;
  }
}
