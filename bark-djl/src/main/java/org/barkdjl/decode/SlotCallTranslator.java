package org.barkdjl.decode;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import java.util.function.UnaryOperator;
import org.barkdjl.torch.Method;

/** Makes a call of slots.py; who makes it closes the array it gives. */
final class SlotCallTranslator
    implements NoBatchifyTranslator<SlotCallTranslator.SlotCall, NDArray> {
  /**
   * A call.
   *
   * @param method which
   * @param arguments adds the arguments
   */
  record SlotCall(String method, UnaryOperator<Method> arguments) {}

  @Override
  public NDList processInput(TranslatorContext context, SlotCall call) {
    return call.arguments().apply(new Method(call.method(), context.getNDManager())).toList();
  }

  @Override
  public NDArray processOutput(TranslatorContext context, NDList output) {
    NDArray array = output.singletonOrThrow();
    array.detach();
    return array;
  }
}
