package org.barkdjl.torchscript;

import java.util.List;
import org.barkdjl.checkpoint.StageTensors;
import org.barkdjl.error.ModelException;
import org.barkdjl.token.TokenSpace;

/**
 * Checks that the tensors of EnCodec's decoder fit each other: each takes as many channels as the
 * one before it gives. What is missing is left to the binding to report.
 */
record CodecShapes(StageTensors tensors, Binder binder) {
  /** Codes that the fine stage draws. */
  /**
   * @param tables names of the codebooks, all of them there
   * @param stages the layers at which upsampling stages begin
   * @param last the layer of the last convolution
   */
  void check(List<String> tables, List<Integer> stages, int last) {
    List<Long> table = shape(tables.get(0));
    if (table.size() != 2 || table.get(0) < TokenSpace.ENTRIES) {
      throw new ModelException(
          "%s: the codebook %s is %s; Bark needs %d entries or more, a row each."
              .formatted(tensors.where(), tables.get(0), table, TokenSpace.ENTRIES));
    }
    tables.forEach(name -> binder.check(name, table.get(0), table.get(1)));
    long channels = conv("decoder.layers.0", table.get(1));
    lstm(channels);
    for (int layer : stages) {
      channels = upsample("decoder.layers." + layer, channels);
      String block = "decoder.layers." + (layer + 1);
      long hidden = conv(block + ".block.1", channels);
      conv(block + ".block.3", hidden, channels);
      conv(block + ".shortcut", channels, channels);
    }
    conv("decoder.layers." + last, channels, 1);
  }

  /** A convolution (out, in, kernel) of so many input channels; gives its output channels. */
  private long conv(String source, long in) {
    return conv(source, in, dimension(weight(source), 0, in));
  }

  private long conv(String source, long in, long out) {
    if (tensors.has(weight(source))) {
      binder.check(weight(source), out, in, dimension(weight(source), 2, 1));
      bias(source, out);
    }
    return out;
  }

  /** A transposed convolution (in, out, 2 * stride); gives its output channels. */
  private long upsample(String source, long in) {
    long out = dimension(weight(source), 1, in);
    if (tensors.has(weight(source))) {
      binder.check(weight(source), in, out, dimension(weight(source), 2, 2) / 2 * 2);
      bias(source, out);
    }
    return out;
  }

  private void lstm(long width) {
    String weight = "decoder.layers.1.lstm.weight_hh_l0";
    if (tensors.has(weight)) {
      binder.check(weight, 4 * width, width);
    }
  }

  private void bias(String source, long out) {
    if (tensors.has(source + ".conv.bias")) {
      binder.check(source + ".conv.bias", out);
    }
  }

  private String weight(String source) {
    String plain = source + ".conv.weight";
    return tensors.has(plain) ? plain : plain + "_v";
  }

  /** That of a kernel's three; another shape, which the check then finds, has the given one. */
  private long dimension(String kernel, int index, long otherwise) {
    List<Long> shape = shape(kernel);
    return shape.size() == 3 ? shape.get(index) : otherwise;
  }

  private List<Long> shape(String name) {
    return tensors.has(name) ? tensors.info(name).shape() : List.of();
  }
}
