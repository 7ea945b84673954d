package org.barkdjl.decode;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * A call for several tokens of several rows, which share the range but for its width.
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
   * @param parameters how to draw; its numbers are those above
   */
  record Row(
      KeyValueCache cache,
      long lastToken,
      int position,
      double[] uniforms,
      StepParameters parameters) {
    /** Temperature, top-p and the end's least probability, as the programs take them. */
    DoubleStream scales() {
      Sampling sampling = parameters.sampling();
      return DoubleStream.of(
          sampling.temperature() == 0 ? 1 : sampling.temperature(),
          sampling.topP(),
          parameters.ending().threshold(sampling));
    }
  }

  /** Tokens to draw of each row. */
  int count() {
    return rows.get(0).uniforms().length;
  }

  /** What the first row, and all but for their widths, may draw. */
  LogitRange range() {
    return rows.get(0).parameters().range();
  }

  /** Of the widest row. */
  int width() {
    return rows.stream().mapToInt(row -> row.parameters().range().width()).max().orElseThrow();
  }

  /** Some numbers of each row, row after row. */
  long[] longs(Function<Row, LongStream> of) {
    return rows.stream().flatMapToLong(of).toArray();
  }

  /** Some numbers of each row, row after row. */
  double[] doubles(Function<Row, DoubleStream> of) {
    return rows.stream().flatMapToDouble(of).toArray();
  }

  /** The numbers to draw with, row after row. */
  double[] uniforms() {
    return doubles(row -> Arrays.stream(row.uniforms()));
  }

  /** Each row's tokens, of the (rows, tokens) that a program gives. */
  static long[][] tokens(NDArray drawn) {
    long[] flat = drawn.toLongArray();
    int count = Math.toIntExact(drawn.getShape().get(1));
    long[][] tokens = new long[Math.toIntExact(drawn.getShape().get(0))][];
    Arrays.setAll(tokens, i -> Arrays.copyOfRange(flat, i * count, (i + 1) * count));
    return tokens;
  }
}
