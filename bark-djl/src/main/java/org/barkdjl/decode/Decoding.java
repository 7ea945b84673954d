package org.barkdjl.decode;

import java.util.Arrays;
import org.barkdjl.error.InputException;

/**
 * One sequence that grows: a prompt in the cache, then the tokens drawn. Each call draws a chunk
 * inside libtorch; nothing but the tokens and the uniform numbers crosses the border.
 */
public final class Decoding implements AutoCloseable {
  private final CausalModel model;
  private final KeyValueCache cache;
  private long lastToken;
  private int position;

  /** Reads the prompt. */
  public Decoding(CausalModel model, Prompt prompt) {
    this.model = model;
    this.cache = model.prefill(prompt);
    this.lastToken = prompt.last();
    this.position = prompt.positions();
  }

  /**
   * Draws tokens.
   *
   * @param count how many at most; fewer come if the sequence ends
   * @param phase steps of the stage done so far: odd ones draw from the range's second half
   * @return the tokens, of which the one that ends the sequence may be among the last; those behind
   *     it mean nothing
   */
  public int[] draw(
      int count, int phase, DrawRange range, Ending ending, Sampling sampling, Uniforms uniforms) {
    double[] numbers = new double[count];
    Arrays.setAll(numbers, i -> sampling.isGreedy() ? 0 : uniforms.next());
    long[] tokens =
        model.generate(
            new Chunk(
                cache,
                lastToken,
                position,
                phase,
                numbers,
                range,
                ending,
                sampling,
                model.stopEarly()));
    lastToken = tokens[tokens.length - 1];
    position += tokens.length;
    int[] drawn = new int[tokens.length];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = Math.toIntExact(tokens[i]);
      if (drawn[i] == ending.token()) {
        break;
      }
      if (Double.isNaN(numbers[i])) {
        throw new InputException(
            "The recorded random numbers ended: the generation has left the recorded path.");
      }
    }
    return drawn;
  }

  @Override
  public void close() {
    cache.close();
  }
}
