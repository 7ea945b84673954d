package org.barkdjl.decode;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import org.barkdjl.device.Method;

/** Calls {@code generate} of gpt.py: draws the tokens of a chunk. */
final class GenerateTranslator implements NoBatchifyTranslator<Chunk, long[]> {
  @Override
  public NDList processInput(TranslatorContext context, Chunk chunk) {
    Method call = new Method("generate", context.getNDManager());
    DrawRange range = chunk.range();
    Sampling sampling = chunk.sampling();
    boolean endable = chunk.ending().token() >= 0;
    return call.with(call.manager().create(new long[] {chunk.lastToken()}))
        .with(chunk.cache().array())
        .with(call.manager().create(chunk.uniforms(), new Shape(1, chunk.uniforms().length)))
        .withIntegers(
            chunk.position(),
            chunk.phase(),
            range.low(),
            range.width(),
            range.stride(),
            chunk.ending().token(),
            endable && chunk.stopEarly() ? 1 : 0,
            sampling.topK(),
            sampling.isGreedy() ? 1 : 0)
        .withNumbers(
            sampling.temperature() == 0 ? 1 : sampling.temperature(),
            sampling.topP(),
            chunk.ending().threshold(sampling))
        .toList();
  }

  @Override
  public long[] processOutput(TranslatorContext context, NDList output) {
    return output.singletonOrThrow().toLongArray(); // (1, m)
  }
}
