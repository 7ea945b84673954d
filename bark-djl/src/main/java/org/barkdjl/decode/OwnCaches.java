package org.barkdjl.decode;

import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import java.util.List;
import org.barkdjl.torch.TorchModel;

/** A cache of its own for each row, as {@code generate} of gpt.py takes them. */
final class OwnCaches implements Caches {
  private final TorchModel<Chunk, long[][]> model;
  private final Predictor<Prompt, KeyValueCache> prefill;
  private final boolean stopEarly;

  /**
   * @param stopEarly whether to look after each step if a row has ended
   */
  OwnCaches(TorchModel<Chunk, long[][]> model, boolean stopEarly) {
    this.model = model;
    this.prefill = model.method(new PrefillTranslator());
    this.stopEarly = stopEarly;
  }

  @Override
  public void expect(int rows) {}

  @Override
  public KeyValueCache prefill(Prompt prompt) {
    return model.run(prefill, prompt);
  }

  @Override
  public long[][] generate(List<Chunk.Row> rows) {
    return model.run(new Chunk(rows, stopEarly));
  }

  @Override
  public void close() {
    prefill.close();
  }

  /**
   * A row's own.
   *
   * @param array (layers, 2, heads, context, head size)
   */
  record OwnCache(NDArray array) implements KeyValueCache {
    @Override
    public void close() {
      array.close();
    }
  }
}
