package org.barkdjl.decode;

import java.util.Arrays;

/** A row of a batch: a prompt in a cache of its own, and the tokens drawn since. */
public final class DecoderRow implements DecoderModel.Row {
  private final KeyValueCache cache;
  private long lastToken;
  private int position;

  /** Reads the prompt. */
  public DecoderRow(CausalModel model, Prompt prompt) {
    this.cache = model.prefill(prompt);
    this.lastToken = prompt.last();
    this.position = prompt.positions();
  }

  /** What to give to the program for so many tokens. */
  Chunk.Row next(int count, StepParameters parameters) {
    double[] numbers =
        parameters.sampling().isGreedy() ? new double[count] : parameters.numbers().peek(count);
    return new Chunk.Row(cache, lastToken, position, numbers, parameters);
  }

  /** Takes what the program has drawn with the numbers of a row that {@link #next} gave. */
  int[] take(long[] tokens, Chunk.Row row) {
    StepParameters parameters = row.parameters();
    if (!parameters.sampling().isGreedy()) {
      parameters.numbers().drop(tokens.length);
    }
    lastToken = tokens[tokens.length - 1];
    position += tokens.length;
    return Arrays.stream(tokens).mapToInt(Math::toIntExact).toArray();
  }

  @Override
  public void close() {
    cache.close();
  }
}
