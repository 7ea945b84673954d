package org.barkdjl.decode;

import java.util.List;

/**
 * A call for several tokens of several rows, which share the range and the phase's parity.
 *
 * @param rows one at least
 * @param stopEarly whether to look after each step if a row has ended
 */
record Chunk(List<Row> rows, boolean stopEarly) {
  /**
   * A row.
   *
   * @param cache holds all positions before {@code position}
   * @param lastToken the token at {@code position}, not yet in the cache
   * @param position where the next token is fed
   * @param uniforms a number for each token to draw; as many in each row
   * @param drawing how to draw; its numbers are those above
   */
  record Row(
      KeyValueCache cache,
      long lastToken,
      int position,
      double[] uniforms,
      StepParameters drawing) {}
}
