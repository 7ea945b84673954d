package org.barkdjl.decode;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import org.barkdjl.torch.Method;

/** Calls {@code prefill} of gpt.py: reads a prompt, but for its last token, into a new cache. */
final class PrefillTranslator implements NoBatchifyTranslator<Prompt, KeyValueCache> {
  @Override
  public NDList processInput(TranslatorContext context, Prompt prompt) {
    Method call = new Method("prefill", context.getNDManager());
    return call.with(call.manager().create(prompt.withoutLast()))
        .withFlag(prompt.merged())
        .toList();
  }

  @Override
  public KeyValueCache processOutput(TranslatorContext context, NDList output) {
    NDArray cache = output.singletonOrThrow();
    cache.detach();
    return new OwnCaches.OwnCache(cache);
  }
}
