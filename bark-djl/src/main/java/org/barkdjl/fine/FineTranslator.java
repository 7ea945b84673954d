package org.barkdjl.fine;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import org.barkdjl.torch.Method;

/** Calls {@code predict} of fine.py: draws one codebook. */
final class FineTranslator implements NoBatchifyTranslator<FinePass, long[]> {
  @Override
  public NDList processInput(TranslatorContext context, FinePass pass) {
    Method call = new Method("predict", context.getNDManager());
    boolean greedy = pass.temperature() == 0;
    Shape window = new Shape(1, FineWindows.LENGTH, FineWindows.CODEBOOKS);
    Shape drawn = new Shape(1, pass.uniforms().length);
    return call.with(call.manager().create(pass.codes(), window))
        .with(call.manager().create(pass.uniforms(), drawn))
        .withIntegers(pass.codebook(), pass.first(), FineWindows.ENTRIES, greedy ? 1 : 0)
        .withNumbers(greedy ? 1 : pass.temperature())
        .toList();
  }

  @Override
  public long[] processOutput(TranslatorContext context, NDList output) {
    return output.singletonOrThrow().toLongArray(); // (1, frames drawn)
  }
}
