package org.barkdjl;

import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Function;
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
  private T kept;

  private StageModel(Loader<T> loader, Consumer<T> closer, T kept) {
    this.loader = loader;
    this.closer = closer;
    this.kept = kept;
  }

  /** Loads it now, for good. */
  static <T> StageModel<T> kept(Loader<T> loader, Consumer<T> closer) throws IOException {
    return new StageModel<>(loader, closer, loader.load());
  }

  /** Loads it when it is used, and frees it then. */
  static <T> StageModel<T> offloaded(Loader<T> loader, Consumer<T> closer) {
    return new StageModel<>(loader, closer, null);
  }

  /** Works with it. */
  <R> R use(Function<T, R> work) {
    if (kept != null) {
      return work.apply(kept);
    }
    T stage;
    try {
      stage = loader.load();
    } catch (IOException e) {
      throw new ModelException("The model cannot be read any more: " + e.getMessage(), e);
    }
    try {
      return work.apply(stage);
    } finally {
      closer.accept(stage);
    }
  }

  /** Works with it, for no result. */
  void run(Consumer<T> work) {
    use(
        stage -> {
          work.accept(stage);
          return null;
        });
  }

  @Override
  public void close() {
    if (kept != null) {
      closer.accept(kept);
      kept = null;
    }
  }
}
