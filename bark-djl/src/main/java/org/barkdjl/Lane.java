package org.barkdjl;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.barkdjl.error.CancelledException;

/**
 * A stage, the requests that it works on, and those that wait for it. Not for several threads.
 *
 * @param <T> its model
 */
abstract class Lane<T> {
  private final Stage stage;
  private final StageModel<T> model;
  private final Consumer<PipelineItem> onward;
  private final List<PipelineItem> waiting = new ArrayList<>();

  /**
   * @param onward takes those that are through
   */
  Lane(Stage stage, StageModel<T> model, Consumer<PipelineItem> onward) {
    this.stage = stage;
    this.model = model;
    this.onward = onward;
  }

  /** The model, loaded. */
  T model() {
    return model.get();
  }

  Stage stage() {
    return stage;
  }

  void add(PipelineItem item) {
    waiting.add(item);
  }

  /** The one to begin next: one that somebody waits for, else the one that came first. */
  PipelineItem next() {
    return waiting.stream()
        .filter(PipelineItem::isInteractive)
        .findFirst()
        .orElseGet(() -> waiting.get(0));
  }

  List<PipelineItem> waiting() {
    return waiting;
  }

  List<PipelineItem> items() {
    return List.copyOf(waiting);
  }

  int size() {
    return items().size();
  }

  boolean isEmpty() {
    return size() == 0;
  }

  /** Whether it holds on to its model. */
  abstract boolean isLoaded();

  /** One chunk of work; what fails here, and not for one request, fails all of the stage. */
  void work() {
    try {
      step();
    } catch (RuntimeException e) {
      failAll(e);
    }
  }

  void failAll(RuntimeException e) {
    for (PipelineItem item : items()) {
      remove(item);
      item.fail(e);
    }
  }

  abstract void step();

  void remove(PipelineItem item) {
    waiting.remove(item);
  }

  /** Gives its model back. */
  void release() {
    model.release();
  }

  void dropCancelled() {
    for (PipelineItem item : items()) {
      attempt(
          item,
          () -> {
            if (item.isCancelled()) {
              throw new CancelledException("The generation was cancelled.");
            }
          });
    }
  }

  /** It is through here. */
  void handOn(PipelineItem item) {
    remove(item);
    attempt(
        item,
        () -> {
          item.finish(stage);
          onward.accept(item);
        });
  }

  /** Does something for a request alone, listeners included; if it fails, only that one does. */
  void attempt(PipelineItem item, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      remove(item);
      item.fail(e);
    }
  }
}
