package org.barkdjl.torchscript;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.barkdjl.checkpoint.FloatEncoder;
import org.barkdjl.checkpoint.StageTensors;
import org.barkdjl.checkpoint.TensorData;
import org.barkdjl.weights.ElementType;

/**
 * A weight matrix as 8-bit integers with one scale a row, symmetric: w ≈ q * scale, q in -127..127.
 * Rows are quantised as they stream by; the scales can be written once the matrix is.
 */
final class Int8Weight {
  private static final int LARGEST = 127;

  private final StageTensors tensors;
  private final String name;
  private final int rows;
  private final int columns;
  private float[] scales;

  Int8Weight(StageTensors tensors, String name) {
    this.tensors = tensors;
    this.name = name;
    List<Long> shape = tensors.info(name).shape();
    this.rows = Math.toIntExact(shape.get(0));
    this.columns = Math.toIntExact(shape.get(1));
  }

  /** (rows, columns) of I8. */
  TensorData quantised() {
    return new TensorData(ElementType.I8, List.of((long) rows, (long) columns), this::quantise);
  }

  /** (rows) of F32; written after {@link #quantised}. */
  TensorData scales() {
    return new TensorData(
        ElementType.F32,
        List.of((long) rows),
        out -> {
          if (scales == null) {
            throw new IllegalStateException(name + ": the scales come after the weights");
          }
          new FloatEncoder(ElementType.F32, out).write(scales);
        });
  }

  private void quantise(OutputStream out) throws IOException {
    float[] found = new float[rows];
    float[] row = new float[columns];
    byte[] quantised = new byte[columns];
    int[] at = {0, 0}; // row, column
    tensors.readFloats(
        name,
        block -> {
          while (block.hasRemaining()) {
            int n = Math.min(block.remaining(), columns - at[1]);
            block.get(row, at[1], n);
            at[1] += n;
            if (at[1] == columns) {
              found[at[0]++] = quantise(row, quantised);
              out.write(quantised);
              at[1] = 0;
            }
          }
        });
    scales = found;
  }

  private static float quantise(float[] row, byte[] quantised) {
    float largest = 0;
    for (float value : row) {
      largest = Math.max(largest, Math.abs(value));
    }
    float scale = largest == 0 ? 1 : largest / LARGEST;
    for (int i = 0; i < row.length; i++) {
      quantised[i] = (byte) Math.round(row[i] / scale);
    }
    return scale;
  }
}
