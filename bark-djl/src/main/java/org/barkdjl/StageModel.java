package org.barkdjl;

import java.io.IOException;
import java.util.function.Consumer;
import org.barkdjl.error.ModelException;

/**
 * The model of a stage: loaded for good, or anew for each use.
 *
 * @param <T> the stage
 */
final class StageModel<T> implements AutoCloseable {
  /** Loads the model. */
  interface Loader<T> {
    T load() throws IOException;
  }

  private final Loader<T> loader;
  private final Consumer<T> closer;
  private final boolean kept;
  private T loaded;

  private StageModel(Loader<T> loader, Consumer<T> closer, boolean kept, T loaded) {
    this.loader = loader;
    this.closer = closer;
    this.kept = kept;
    this.loaded = loaded;
  }

  /**
   * The model that a loader loads.
   *
   * @param offload whether it is loaded when it is used, and freed when it is released; else now,
   *     for good
   */
  static <T> StageModel<T> of(boolean offload, Loader<T> loader, Consumer<T> closer)
      throws IOException {
    return new StageModel<>(loader, closer, !offload, offload ? null : loader.load());
  }

  /**
   * The model, loaded.
   *
   * @throws ModelException if it cannot be read any more
   */
  T get() {
    if (loaded == null) {
      try {
        loaded = loader.load();
      } catch (IOException e) {
        throw new ModelException("The model cannot be read any more: " + e.getMessage(), e);
      }
    }
    return loaded;
  }

  /** It is not used for now. */
  void release() {
    if (!kept) {
      close();
    }
  }

  @Override
  public void close() {
    if (loaded != null) {
      closer.accept(loaded);
      loaded = null;
    }
  }
}
