package org.barkdjl.decode;

import java.util.List;

/** The caches of a model's rows, and the calls that read and write them. */
interface Caches extends AutoCloseable {
  /** Says how many rows there may be at a time: memory is taken ahead for no more than them. */
  void expect(int rows);

  /** Reads a prompt, but for its last token, into a cache. */
  KeyValueCache prefill(Prompt prompt);

  /**
   * Draws the tokens of a chunk.
   *
   * @param rows one at least, which share the range but for its width
   * @return equally many tokens a row, at most as many as there are numbers
   */
  long[][] generate(List<Chunk.Row> rows);

  @Override
  void close();
}
