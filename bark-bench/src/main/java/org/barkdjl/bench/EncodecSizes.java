package org.barkdjl.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.barkdjl.token.TokenSpace;

/**
 * The decoder of the 24 kHz EnCodec: its tensors under the Hub's names, and its operations
 * (seanet.py of Meta's encodec). Weight norm is folded.
 */
final class EncodecSizes {

  private static final int CODE_WIDTH = 128;
  private static final int WIDTH = 512;
  private static final int LSTM_LAYERS = 2;
  private static final int GATES = 4;
  private static final int EDGE_KERNEL = 7;
  private static final int RESIDUAL_KERNEL = 3;
  private static final List<Integer> STRIDES = List.of(8, 5, 4, 2);

  private EncodecSizes() {}

  /** Shapes by name. */
  static Map<String, List<Long>> tensors() {
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    for (int c = 0; c < TokenSpace.CODEBOOKS; c++) {
      put(shapes, "quantizer.layers." + c + ".codebook.embed", TokenSpace.ENTRIES, CODE_WIDTH);
    }
    conv(shapes, "decoder.layers.0", WIDTH, CODE_WIDTH, EDGE_KERNEL, WIDTH);
    for (int layer = 0; layer < LSTM_LAYERS; layer++) {
      String lstm = "decoder.layers.1.lstm.%s_l" + layer;
      put(shapes, lstm.formatted("weight_ih"), GATES * WIDTH, WIDTH);
      put(shapes, lstm.formatted("weight_hh"), GATES * WIDTH, WIDTH);
      put(shapes, lstm.formatted("bias_ih"), GATES * WIDTH);
      put(shapes, lstm.formatted("bias_hh"), GATES * WIDTH);
    }
    int in = WIDTH;
    int layer = 3;
    for (int stride : STRIDES) {
      int out = in / 2;
      conv(shapes, "decoder.layers." + layer, in, out, 2 * stride, out);
      String residual = "decoder.layers." + (layer + 1);
      conv(shapes, residual + ".block.1", out / 2, out, RESIDUAL_KERNEL, out / 2);
      conv(shapes, residual + ".block.3", out, out / 2, 1, out);
      conv(shapes, residual + ".shortcut", out, out, 1, out);
      in = out;
      layer += 3;
    }
    conv(shapes, "decoder.layers." + layer, 1, in, EDGE_KERNEL, 1);
    return shapes;
  }

  /** Operations that decode a frame. */
  static double flopsPerFrame() {
    double products = (double) WIDTH * CODE_WIDTH * EDGE_KERNEL;
    products += 2.0 * LSTM_LAYERS * GATES * WIDTH * WIDTH;
    double positions = 1;
    double in = WIDTH;
    for (int stride : STRIDES) {
      double out = in / 2;
      products += positions * in * out * 2 * stride;
      positions *= stride;
      products += positions * out * (out / 2 * RESIDUAL_KERNEL + out / 2 + out);
      in = out;
    }
    products += positions * in * EDGE_KERNEL;
    return 2 * products;
  }

  /** Bytes of all tensors in fp32. */
  static long bytes() {
    return tensors().values().stream()
        .mapToLong(shape -> shape.stream().reduce(4L, (a, b) -> a * b))
        .sum();
  }

  private static void conv(
      Map<String, List<Long>> shapes, String name, int first, int second, int kernel, int bias) {
    put(shapes, name + ".conv.weight", first, second, kernel);
    put(shapes, name + ".conv.bias", bias);
  }

  private static void put(Map<String, List<Long>> shapes, String name, long... shape) {
    shapes.put(name, Arrays.stream(shape).boxed().toList());
  }
}
