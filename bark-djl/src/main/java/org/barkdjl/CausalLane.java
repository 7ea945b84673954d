package org.barkdjl;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.barkdjl.decode.Decoder;
import org.barkdjl.decode.Sequence;

/**
 * A causal stage: a turn decodes one chunk of all its rows.
 *
 * @param <T> its model
 */
final class CausalLane<T> extends Lane<T> {
  private final Function<T, Decoder> newDecoder;
  private final Function<PipelineItem, Sequence> sequence;
  private final Map<Sequence, PipelineItem> running = new HashMap<>();
  private Decoder decoder;

  /**
   * @param sequence what is decoded of a request that has started here
   */
  CausalLane(
      Stage stage,
      StageModel<T> model,
      Function<T, Decoder> newDecoder,
      Function<PipelineItem, Sequence> sequence,
      Consumer<PipelineItem> onward) {
    super(stage, model, onward);
    this.newDecoder = newDecoder;
    this.sequence = sequence;
  }

  @Override
  List<PipelineItem> items() {
    List<PipelineItem> all = new ArrayList<>(running.values());
    all.addAll(waiting());
    return all;
  }

  @Override
  boolean isLoaded() {
    return decoder != null;
  }

  @Override
  void step() {
    long start = System.nanoTime();
    if (decoder == null) {
      decoder = newDecoder.apply(model());
    }
    while (decoder.room() > 0 && !waiting().isEmpty()) {
      PipelineItem item = next();
      waiting().remove(item);
      attempt(item, () -> begin(item));
    }
    Map<Sequence, Integer> before = new HashMap<>();
    running.keySet().forEach(each -> before.put(each, each.done()));
    List<Decoder.Ended> ended = decoder.step();
    share(before, System.nanoTime() - start);
    for (Decoder.Ended each : ended) {
      PipelineItem item = running.remove(each.sequence());
      if (item != null) { // its listener may have failed just now
        each.failure().ifPresentOrElse(item::fail, () -> handOn(item));
      }
    }
  }

  private void begin(PipelineItem item) {
    item.start(stage());
    decoder.add(sequence.apply(item));
    running.put(sequence.apply(item), item);
  }

  /** Each gets the share of the time that its steps had. */
  private void share(Map<Sequence, Integer> before, long nanos) {
    double steps = 0;
    for (Map.Entry<Sequence, Integer> each : before.entrySet()) {
      steps += each.getKey().done() - each.getValue();
    }
    for (Map.Entry<Sequence, Integer> each : before.entrySet()) {
      int own = each.getKey().done() - each.getValue();
      double share = steps == 0 ? 1.0 / before.size() : own / steps;
      PipelineItem item = running.get(each.getKey());
      attempt(item, () -> item.advanced(stage(), Duration.ofNanos(Math.round(nanos * share))));
    }
  }

  @Override
  void remove(PipelineItem item) {
    super.remove(item);
    if (running.containsValue(item)) {
      decoder.remove(sequence.apply(item));
      running.remove(sequence.apply(item));
    }
  }

  @Override
  void release() {
    if (decoder != null) {
      decoder.close();
      decoder = null;
    }
    super.release();
  }
}
