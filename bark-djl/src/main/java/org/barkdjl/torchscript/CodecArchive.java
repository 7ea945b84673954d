package org.barkdjl.torchscript;

import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.barkdjl.checkpoint.FloatEncoder;
import org.barkdjl.checkpoint.StageTensors;
import org.barkdjl.checkpoint.TensorData;
import org.barkdjl.checkpoint.TensorNames;
import org.barkdjl.error.ModelException;
import org.barkdjl.io.Sha256;
import org.barkdjl.token.TokenSpace;
import org.barkdjl.weights.ElementType;

/**
 * Binds EnCodec's decoder to its program. Every size is read from the tensors themselves: a causal
 * SEANet with kernels of twice the stride, one residual block a stage and an LSTM, as the 24 kHz
 * EnCodec is. Weight norm is folded.
 */
public final class CodecArchive {
  /**
   * In decoder.layers: 0 the first convolution, 1 the LSTM, then a stage from 3, 6, 9 and so on.
   */
  private static final int FIRST_STAGE = 3;

  private final StageTensors tensors;
  private final Binder binder;
  private final TorchScriptArchive archive = new TorchScriptArchive();

  private CodecArchive(StageTensors tensors) {
    this.tensors = tensors;
    this.binder = new Binder(tensors);
  }

  public static TorchScriptArchive of(StageTensors tensors) {
    return new CodecArchive(tensors).bind();
  }

  /** Samples a frame: the product of the strides, each half of a kernel. */
  public static int samplesPerFrame(StageTensors tensors) {
    long samples = 1;
    for (int i = FIRST_STAGE; hasStage(tensors, i); i += 3) {
      List<Long> shape = tensors.info(weightName(tensors, "decoder.layers." + i)).shape();
      samples *= shape.size() == 3 ? shape.get(2) / 2 : 1; // of another shape it is refused
    }
    return Math.toIntExact(samples);
  }

  /**
   * What identifies a codec: SHA-256 of its codebooks as floats, in order. Codes mean the same
   * where the codebooks are the same, whatever GPTs, precision, archive or layout are around them.
   */
  public static String identity(StageTensors tensors) throws IOException {
    MessageDigest digest = Sha256.digest();
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      for (int c = 0; c < TokenSpace.CODEBOOKS; c++) {
        tensors.as(TensorNames.codebook(c), ElementType.F32).writer().writeTo(out);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private TorchScriptArchive bind() {
    codebooks();
    conv("conv_in", "decoder.layers.0");
    lstm();
    List<Integer> stages = new ArrayList<>();
    int next = FIRST_STAGE;
    for (; hasStage(tensors, next); next += 3) {
      stages.add(next);
    }
    convs("up", stages, "decoder.layers.%d", 0);
    convs("res_1", stages, "decoder.layers.%d.block.1", 1);
    convs("res_2", stages, "decoder.layers.%d.block.3", 1);
    convs("shortcut", stages, "decoder.layers.%d.shortcut", 1);
    conv("conv_out", "decoder.layers." + next);
    List<String> tables =
        IntStream.range(0, TokenSpace.CODEBOOKS).mapToObj(TensorNames::codebook).toList();
    new CodecShapes(tensors, binder).check(tables, stages, next);
    binder.finish();
    return archive.program(ProgramText.codec());
  }

  private void codebooks() {
    List<TensorData> tables = new ArrayList<>();
    for (int c = 0; tensors.has(TensorNames.codebook(c)); c++) {
      if (c < TokenSpace.CODEBOOKS) {
        tables.add(tensors.as(TensorNames.codebook(c), ElementType.F32));
      }
      binder.ignore(TensorNames.codebook(c));
    }
    if (tables.size() < TokenSpace.CODEBOOKS) {
      throw new ModelException(
          "%s holds %d codebooks (%s); Bark needs %d: is it an EnCodec of 24 kHz?"
              .formatted(
                  tensors.where(), tables.size(), TensorNames.codebook(0), TokenSpace.CODEBOOKS));
    }
    archive.tensors("codebooks", tables);
  }

  private void lstm() {
    List<TensorData> weights = new ArrayList<>();
    long width = lstmWidth();
    for (int layer = 0; tensors.has(lstmName("weight_ih", layer)); layer++) {
      for (String kind : List.of("weight_ih", "weight_hh", "bias_ih", "bias_hh")) {
        String name = lstmName(kind, layer);
        weights.add(
            kind.startsWith("weight")
                ? binder.take(name, ElementType.F32, 4 * width, width)
                : binder.take(name, ElementType.F32, 4 * width));
      }
    }
    archive.tensors("lstm", weights);
  }

  private long lstmWidth() {
    String name = lstmName("weight_hh", 0);
    List<Long> shape = tensors.has(name) ? tensors.info(name).shape() : List.of();
    return shape.size() == 2 ? shape.get(1) : 0;
  }

  private void conv(String name, String source) {
    archive.tensor(name + "_w", weight(source));
    archive.optional(name + "_b", bias(source));
  }

  private void convs(String name, List<Integer> stages, String source, int offset) {
    List<String> sources =
        stages.stream().map(i -> String.format(Locale.ROOT, source, i + offset)).toList();
    archive.tensors(name + "_w", sources.stream().map(this::weight).toList());
    archive.optionals(name + "_b", new ArrayList<>(sources.stream().map(this::bias).toList()));
  }

  private TensorData bias(String source) {
    String name = source + ".conv.bias";
    long size = tensors.has(name) ? tensors.info(name).elements() : 0;
    return binder.take(name, ElementType.F32, size);
  }

  /** The plain weight, or w = g * v / |v| with the norm over every dimension but the first. */
  private TensorData weight(String source) {
    String plain = source + ".conv.weight";
    if (tensors.has(plain)) {
      binder.ignore(plain);
      return tensors.as(plain, ElementType.F32);
    }
    String direction = source + ".conv.weight_v";
    String length = source + ".conv.weight_g";
    if (!tensors.has(direction)) {
      return binder.take(direction, ElementType.F32);
    }
    binder.ignore(direction);
    List<Long> shape = tensors.info(direction).shape();
    binder.check(length, shape.isEmpty() ? 1 : shape.get(0), 1, 1);
    return new TensorData(
        ElementType.F32,
        shape,
        out -> new FloatEncoder(ElementType.F32, out).write(fold(length, direction)));
  }

  private float[] fold(String length, String direction) throws IOException {
    float[] g = tensors.floats(length);
    float[] v = tensors.floats(direction);
    int columns = v.length / g.length;
    for (int row = 0; row < g.length; row++) {
      double squares = 0;
      for (int i = row * columns; i < (row + 1) * columns; i++) {
        squares += (double) v[i] * v[i];
      }
      double scale = squares == 0 ? 0 : g[row] / Math.sqrt(squares);
      for (int i = row * columns; i < (row + 1) * columns; i++) {
        v[i] = (float) (v[i] * scale);
      }
    }
    return v;
  }

  /** Whether a stage begins at this layer; the last convolution has no residual block behind it. */
  private static boolean hasStage(StageTensors tensors, int layer) {
    String source = "decoder.layers." + layer;
    boolean upsamples =
        tensors.has(source + ".conv.weight") || tensors.has(source + ".conv.weight_v");
    return upsamples && tensors.has(blockBias(layer + 1));
  }

  private static String weightName(StageTensors tensors, String source) {
    String plain = source + ".conv.weight";
    return tensors.has(plain) ? plain : source + ".conv.weight_v";
  }

  private static String blockBias(int layer) {
    return "decoder.layers." + layer + ".block.1.conv.bias";
  }

  private static String lstmName(String kind, int layer) {
    return "decoder.layers.1.lstm." + kind + "_l" + layer;
  }
}
