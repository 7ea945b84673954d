package org.barkdjl.codec;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import java.util.Arrays;
import java.util.List;
import org.barkdjl.torch.Method;

/** Calls {@code forward} of codec.py for several signals, padded to the longest. */
final class CodecTranslator implements NoBatchifyTranslator<List<int[][]>, float[][]> {
  @Override
  public NDList processInput(TranslatorContext context, List<int[][]> signals) {
    Method call = new Method("forward", context.getNDManager());
    int codebooks = signals.get(0).length;
    int longest = signals.stream().mapToInt(codes -> codes[0].length).max().orElseThrow();
    long[] flat =
        signals.stream()
            .flatMap(Arrays::stream)
            .flatMapToInt(codes -> Arrays.stream(Arrays.copyOf(codes, longest)))
            .asLongStream()
            .toArray();
    long[] frames = signals.stream().mapToLong(codes -> codes[0].length).toArray();
    return call.with(call.manager().create(flat, new Shape(signals.size(), codebooks, longest)))
        .with(call.manager().create(frames))
        .toList();
  }

  /** Each has as many samples as the longest. */
  @Override
  public float[][] processOutput(TranslatorContext context, NDList output) {
    float[] flat = output.singletonOrThrow().toFloatArray(); // (signals, samples)
    float[][] samples = new float[Math.toIntExact(output.get(0).getShape().get(0))][];
    int each = flat.length / samples.length;
    Arrays.setAll(samples, i -> Arrays.copyOfRange(flat, i * each, (i + 1) * each));
    return samples;
  }
}
