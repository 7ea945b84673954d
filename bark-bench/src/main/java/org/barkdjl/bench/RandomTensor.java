package org.barkdjl.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.barkdjl.weights.ElementType;
import org.barkdjl.weights.SafetensorsWriter;
import org.barkdjl.weights.TensorInfo;

/**
 * A tensor of made-up numbers that depend on its name alone: uniform, with a deviation that keeps
 * activations finite, streamed in blocks.
 */
final class RandomTensor implements SafetensorsWriter.Body {
  private static final int BLOCK_BYTES = 1 << 20;

  /** That of GPT-2's initialisation. */
  private static final double DEVIATION = 0.02;

  /** Knuth's multiplier for 64 bits (MMIX). */
  private static final long MULTIPLIER = 6364136223846793005L;

  private static final long INCREMENT = 1442695040888963407L;

  private final TensorInfo info;

  private RandomTensor(TensorInfo info) {
    this.info = info;
  }

  static SafetensorsWriter.Entry entry(String name, List<Long> shape) {
    TensorInfo info = new TensorInfo(name, ElementType.F32, shape);
    return new SafetensorsWriter.Entry(info, new RandomTensor(info));
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    boolean scale = info.name().contains("layernorm") && info.name().endsWith(".weight");
    float centre = scale ? 1 : 0;
    float width = (float) (deviation() * Math.sqrt(12));
    long state = info.name().hashCode();
    ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (long left = info.elements(); left > 0; ) {
      block.clear();
      int n = (int) Math.min(left, BLOCK_BYTES / Float.BYTES);
      for (int i = 0; i < n; i++) {
        state = state * MULTIPLIER + INCREMENT;
        float uniform = (state >>> 40) * 0x1p-24f - 0.5f;
        block.putFloat(centre + width * uniform);
      }
      out.write(block.array(), 0, block.position());
      left -= n;
    }
  }

  /** Convolutions and the LSTM have no norms behind them: their gain is kept near 1. */
  private double deviation() {
    if (!info.name().startsWith(RandomModels.CODEC_PREFIX) || info.shape().size() < 2) {
      return DEVIATION;
    }
    double perRow = info.elements() / (double) info.shape().get(0);
    return 1 / Math.sqrt(perRow);
  }
}
