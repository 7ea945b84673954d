package org.barkdjl.torch;

import ai.djl.ndarray.NDList;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;

/**
 * Calls {@code prepare} of a program, once after loading: lays the weights out for the device.
 *
 * @param numbers what it is told
 */
record PrepareTranslator(long... numbers) implements NoBatchifyTranslator<Void, Void> {
  @Override
  public NDList processInput(TranslatorContext context, Void nothing) {
    return new Method("prepare", context.getNDManager()).withIntegers(numbers).toList();
  }

  @Override
  public Void processOutput(TranslatorContext context, NDList output) {
    return null;
  }
}
