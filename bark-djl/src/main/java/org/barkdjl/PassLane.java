package org.barkdjl;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A stage of large products, which on a CPU are as fast alone: a turn makes one pass.
 *
 * @param <T> its model
 */
final class PassLane<T> extends Lane<T> {
  private final BiConsumer<T, List<PipelineItem>> pass;
  private final int together;
  private boolean loaded;

  /**
   * @param pass makes steps of requests; those of which it made none can be tried again
   * @param together how many it works on together at most
   */
  PassLane(
      Stage stage,
      StageModel<T> model,
      BiConsumer<T, List<PipelineItem>> pass,
      int together,
      Consumer<PipelineItem> onward) {
    super(stage, model, onward);
    this.pass = pass;
    this.together = together;
  }

  @Override
  boolean isLoaded() {
    return loaded;
  }

  @Override
  void step() {
    long start = System.nanoTime();
    T model = model();
    loaded = true;
    for (PipelineItem item : first()) {
      if (!item.hasStarted(stage())) {
        attempt(item, () -> item.start(stage()));
      }
    }
    List<PipelineItem> some = first().stream().filter(item -> item.hasStarted(stage())).toList();
    if (some.isEmpty()) {
      return;
    }
    advance(model, some);
    Duration share = Duration.ofNanos((System.nanoTime() - start) / some.size());
    for (PipelineItem item : some) {
      if (waiting().contains(item)) {
        attempt(item, () -> advanced(item, share));
      }
    }
  }

  /** Where it fails with all together, those that got nothing of it are tried alone. */
  private void advance(T model, List<PipelineItem> some) {
    int[] before = some.stream().mapToInt(item -> item.done(stage())).toArray();
    try {
      pass.accept(model, some);
    } catch (RuntimeException e) {
      if (some.size() == 1) {
        remove(some.get(0));
        some.get(0).fail(e);
        return;
      }
      for (int i = 0; i < before.length; i++) {
        PipelineItem item = some.get(i);
        if (item.done(stage()) == before[i]) {
          attempt(item, () -> pass.accept(model, List.of(item)));
        }
      }
    }
  }

  private void advanced(PipelineItem item, Duration wall) {
    item.advanced(stage(), wall);
    if (item.isThrough(stage())) {
      handOn(item);
    }
  }

  /** Those to work on next, in the order of {@link #next}. */
  private List<PipelineItem> first() {
    return waiting().stream()
        .sorted(Comparator.comparing(item -> !item.isInteractive()))
        .limit(together)
        .toList();
  }

  @Override
  void release() {
    super.release();
    loaded = false;
  }
}
