package org.barkdjl.bench;

import org.barkdjl.checkpoint.GptConfig;
import org.barkdjl.device.Precision;

/**
 * The bytes and floating-point operations that a GPT of Bark cannot do without.
 *
 * @param config its sizes
 * @param precision that of the projections
 * @param gpu whether it runs on CUDA, where fp16 holds for everything; on CPU the head and the
 *     cache are fp32 in every precision
 */
record GptWork(GptConfig config, Precision precision, boolean gpu) {
  /** Elements of a layer's four projections over E squared: 3 + 1 + 4 + 4. */
  private static final int PROJECTIONS = 12;

  /**
   * Bytes that a decoding step reads: every weight once, whatever the batch, and each row's keys
   * and values.
   *
   * @param position where the token is fed
   * @param headRows logits that are computed
   */
  double decodeBytes(double position, int headRows, int batch) {
    double weights = PROJECTIONS * layers() * square() * projectionBytes();
    double head = (double) headRows * config.width() * otherBytes();
    double cache = 2 * layers() * (position + 1) * config.width() * otherBytes();
    return weights + head + batch * cache;
  }

  /**
   * Operations that fill the cache for so many positions: the last layer needs keys and values
   * alone, and a position attends to those before it.
   */
  double prefillFlops(int positions) {
    double projections = 2.0 * positions * square() * (PROJECTIONS * (layers() - 1) + 2);
    double attention = 2.0 * positions * positions * config.width() * (layers() - 1);
    return projections + attention;
  }

  /**
   * Operations of one pass of the fine stage, in which each frame attends to all.
   *
   * @param frames frames of the window
   * @param drawn frames that are drawn: the last layer and the head need no others
   * @param entries logits a frame
   */
  double fineFlops(int frames, int drawn, int entries) {
    double whole = 2.0 * frames * square() * PROJECTIONS + attention(frames, frames);
    // Keys and values (2 E) for all frames; query, output and MLP (10 E) for the drawn ones.
    double last = 2.0 * square() * (2.0 * frames + 10.0 * drawn) + attention(frames, drawn);
    double head = 2.0 * drawn * entries * config.width();
    return whole * (layers() - 1) + last + head;
  }

  private double attention(int keys, int queries) {
    return 4.0 * keys * queries * config.width();
  }

  private double layers() {
    return config.layers();
  }

  private double square() {
    return (double) config.width() * config.width();
  }

  private int projectionBytes() {
    return switch (precision) {
      case INT8 -> 1;
      case FP16 -> 2;
      default -> 4;
    };
  }

  private int otherBytes() {
    return gpu && precision == Precision.FP16 ? 2 : 4;
  }
}
