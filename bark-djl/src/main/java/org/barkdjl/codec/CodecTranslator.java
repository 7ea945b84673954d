package org.barkdjl.codec;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import java.util.Arrays;
import org.barkdjl.torch.Method;

/** Calls {@code forward} of codec.py. */
final class CodecTranslator implements NoBatchifyTranslator<int[][], float[]> {
  @Override
  public NDList processInput(TranslatorContext context, int[][] codes) {
    Method call = new Method("forward", context.getNDManager());
    long[] flat = Arrays.stream(codes).flatMapToInt(Arrays::stream).asLongStream().toArray();
    Shape shape = new Shape(1, codes.length, codes[0].length);
    return call.with(call.manager().create(flat, shape)).toList();
  }

  @Override
  public float[] processOutput(TranslatorContext context, NDList output) {
    return output.singletonOrThrow().toFloatArray(); // (1, samples)
  }
}
