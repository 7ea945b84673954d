package org.barkdjl.decode;

/**
 * How a causal stage draws its next token, in Suno's order: top-p on the raw logits, then top-k,
 * then temperature (generate_text_semantic and generate_coarse in bark/generation.py).
 *
 * @param temperature divides the logits that are left; 0 takes the most probable token
 * @param topK keeps the k largest logits; 0 keeps all
 * @param topP keeps the smallest set of tokens whose probability exceeds p; 1 keeps all
 * @param argMax takes the most probable token instead of drawing; the temperature then still shapes
 *     the probability that the end of the sequence is judged by
 */
public record Sampling(double temperature, int topK, double topP, boolean argMax) {
  /** Suno's defaults for the semantic and coarse stages. */
  public static final Sampling DEFAULT = new Sampling(0.7, 0, 1, false);

  public Sampling {
    if (!(temperature >= 0) || Double.isInfinite(temperature)) {
      throw new IllegalArgumentException("temperature must be 0 or more, not " + temperature);
    }
    if (topK < 0) {
      throw new IllegalArgumentException("top-k must be 0 (off) or more, not " + topK);
    }
    if (!(topP > 0 && topP <= 1)) {
      throw new IllegalArgumentException("top-p must be above 0 and at most 1, not " + topP);
    }
  }

  public Sampling withTemperature(double value) {
    return new Sampling(value, topK, topP, argMax);
  }

  public Sampling withTopK(int value) {
    return new Sampling(temperature, value, topP, argMax);
  }

  public Sampling withTopP(double value) {
    return new Sampling(temperature, topK, value, argMax);
  }

  public Sampling withArgMax(boolean value) {
    return new Sampling(temperature, topK, topP, value);
  }

  /** Whether no random number decides: arg-max was asked for, or the temperature is 0. */
  public boolean isGreedy() {
    return argMax || temperature == 0;
  }
}
