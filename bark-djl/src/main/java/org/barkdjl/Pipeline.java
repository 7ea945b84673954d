package org.barkdjl;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.barkdjl.decode.Decoder;
import org.barkdjl.decode.Sequence;
import org.barkdjl.error.BarkException;
import org.barkdjl.error.CancelledException;
import org.barkdjl.model.Manifest;

/**
 * Requests on their way from text to audio. Each stage works on those that have come to it, a chunk
 * at a time, so that they come and go, and fail, one by one. Not for several threads.
 */
final class Pipeline implements AutoCloseable {
  /** So many times its rows are under way at most: some wait for the stages behind. */
  private static final int ROWS_UNDER_WAY = 3;

  private final Stages stages;
  private final int rows;
  private final int together;
  private final boolean offload;
  private final Manifest model;
  private final List<Lane> lanes;

  /**
   * @param rows how many the causal stages decode together at most
   * @param together how many the other stages work on together at most
   * @param offload work with one stage for as long as it has work, before the next is loaded
   */
  Pipeline(Stages stages, int rows, int together, boolean offload, Manifest model) {
    this.stages = stages;
    this.rows = rows;
    this.together = together;
    this.offload = offload;
    this.model = model;
    lanes = List.of(new Semantic(), new Coarse(), new Fine(), new Codec());
  }

  /** How many requests can come in now. */
  int room() {
    int waiting = ROWS_UNDER_WAY * rows - size();
    boolean closed = offload && lanes.stream().skip(1).anyMatch(Lane::isLoaded);
    return closed ? 0 : Math.min(waiting, lanes.get(0).room());
  }

  /** How many requests are under way. */
  int size() {
    return lanes.stream().mapToInt(Lane::size).sum();
  }

  /** How many requests the causal stages decode together at most. */
  int rows() {
    return rows;
  }

  /** Decodes codes alone. */
  float[] decode(int[][] codes) {
    try {
      return stages.codec().get().decode(codes);
    } finally {
      stages.codec().release();
    }
  }

  boolean isEmpty() {
    return lanes.stream().allMatch(Lane::isEmpty);
  }

  /** A request comes in; what is wrong with it is its outcome. */
  void add(PipelineItem item) {
    try {
      item.encode(model, stages.tokenizer());
    } catch (RuntimeException e) {
      item.fail(e);
      return;
    }
    lanes.get(0).add(item);
  }

  /** Does one chunk of work in each stage that should work now. */
  void turn() {
    lanes.forEach(Lane::dropCancelled);
    if (offload) {
      turnOfOne();
      return;
    }
    List<Lane> due = lanes.stream().filter(this::isDue).toList();
    due.forEach(Lane::work);
  }

  void cancelAll() {
    lanes.forEach(lane -> lane.failAll(new CancelledException("The generation was cancelled.")));
  }

  void failAll(BarkException e) {
    lanes.forEach(lane -> lane.failAll(e));
  }

  @Override
  public void close() {
    failAll(new CancelledException("The engine was closed."));
    lanes.forEach(Lane::release);
    stages.close();
  }

  /**
   * A stage that decodes several rows at the price of one waits for more of them, as long as some
   * are to come and nobody waits for their sound.
   */
  private boolean isDue(Lane lane) {
    return !lane.isEmpty()
        && (!lane.gathers()
            || lane.isFull()
            || lane.items().stream().anyMatch(PipelineItem::isInteractive)
            || lanes.get(lanes.indexOf(lane) - 1).isEmpty());
  }

  private void turnOfOne() {
    Lane lane =
        lanes.stream()
            .filter(each -> each.isLoaded() && !each.isEmpty())
            .findFirst()
            .or(() -> lanes.stream().filter(each -> !each.isEmpty()).findFirst())
            .orElse(null);
    if (lane != null) {
      lanes.stream().filter(each -> each != lane).forEach(Lane::release);
      lane.work();
      if (lane.isEmpty()) {
        lane.release();
      }
    }
  }

  /** A stage, the requests that it works on, and those that wait for it. */
  private abstract class Lane {
    private final Stage stage;
    private final List<PipelineItem> waiting = new ArrayList<>();

    Lane(Stage stage) {
      this.stage = stage;
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

    /** Whether it is worth to wait for more. */
    boolean gathers() {
      return false;
    }

    boolean isFull() {
      return true;
    }

    abstract int room();

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

    abstract void release();

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
    void pass(PipelineItem item) {
      remove(item);
      attempt(
          item,
          () -> {
            item.finish(stage);
            if (stage == Stage.CODEC) {
              item.complete(model);
            } else {
              lanes.get(lanes.indexOf(this) + 1).add(item);
            }
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

  /** A causal stage. */
  private abstract class Causal extends Lane {
    private final Map<Sequence, PipelineItem> running = new HashMap<>();
    private Decoder decoder;

    Causal(Stage stage) {
      super(stage);
    }

    abstract Decoder newDecoder();

    abstract Sequence sequence(PipelineItem item);

    @Override
    List<PipelineItem> items() {
      List<PipelineItem> all = new ArrayList<>(running.values());
      all.addAll(waiting());
      return all;
    }

    @Override
    boolean isFull() {
      return size() >= rows;
    }

    @Override
    int room() {
      return rows - size();
    }

    @Override
    boolean isLoaded() {
      return decoder != null;
    }

    @Override
    void step() {
      long start = System.nanoTime();
      if (decoder == null) {
        decoder = newDecoder();
      }
      while (decoder.room() > 0 && !waiting().isEmpty()) {
        PipelineItem item = next();
        waiting().remove(item);
        attempt(item, () -> begin(item));
      }
      Map<Sequence, Integer> before = new HashMap<>();
      running.keySet().forEach(sequence -> before.put(sequence, sequence.done()));
      List<Decoder.Ended> ended = decoder.step();
      share(before, System.nanoTime() - start);
      for (Decoder.Ended each : ended) {
        PipelineItem item = running.remove(each.sequence());
        if (item != null) { // its listener may have failed just now
          each.failure().ifPresentOrElse(item::fail, () -> pass(item));
        }
      }
    }

    private void begin(PipelineItem item) {
      item.start(stage());
      decoder.add(sequence(item));
      running.put(sequence(item), item);
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
        decoder.remove(sequence(item));
        running.remove(sequence(item));
      }
    }

    @Override
    void release() {
      if (decoder != null) {
        decoder.close();
        decoder = null;
      }
    }
  }

  private final class Semantic extends Causal {
    Semantic() {
      super(Stage.SEMANTIC);
    }

    @Override
    Decoder newDecoder() {
      return stages.semantic().get().decoder(rows);
    }

    @Override
    Sequence sequence(PipelineItem item) {
      return item.semanticSequence();
    }

    @Override
    void release() {
      super.release();
      stages.semantic().release();
    }
  }

  private final class Coarse extends Causal {
    Coarse() {
      super(Stage.COARSE);
    }

    @Override
    boolean gathers() {
      return true;
    }

    @Override
    Decoder newDecoder() {
      return stages.coarse().get().decoder(rows);
    }

    @Override
    Sequence sequence(PipelineItem item) {
      return item.coarseSequence();
    }

    @Override
    void release() {
      super.release();
      stages.coarse().release();
    }
  }

  /** A stage of large products, which on a CPU are as fast alone. */
  private abstract class Single extends Lane {
    private final StageModel<?> model;
    private boolean loaded;

    Single(Stage stage, StageModel<?> model) {
      super(stage);
      this.model = model;
    }

    /** Makes steps of requests; those of which it made none can be tried again. */
    abstract void advance(List<PipelineItem> items);

    abstract boolean isThrough(PipelineItem item);

    @Override
    int room() {
      return rows;
    }

    @Override
    boolean isLoaded() {
      return loaded;
    }

    @Override
    void step() {
      long start = System.nanoTime();
      model.get();
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
      advanceAll(some);
      Duration share = Duration.ofNanos((System.nanoTime() - start) / some.size());
      for (PipelineItem item : some) {
        if (waiting().contains(item)) {
          attempt(item, () -> advanced(item, share));
        }
      }
    }

    /** Where it fails with all together, those that got nothing of it are tried alone. */
    private void advanceAll(List<PipelineItem> some) {
      int[] before = some.stream().mapToInt(item -> item.done(stage())).toArray();
      try {
        advance(some);
      } catch (RuntimeException e) {
        if (some.size() == 1) {
          remove(some.get(0));
          some.get(0).fail(e);
          return;
        }
        for (int i = 0; i < before.length; i++) {
          PipelineItem item = some.get(i);
          if (item.done(stage()) == before[i]) {
            attempt(item, () -> advance(List.of(item)));
          }
        }
      }
    }

    private void advanced(PipelineItem item, Duration wall) {
      item.advanced(stage(), wall);
      if (isThrough(item)) {
        pass(item);
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
      model.release();
      loaded = false;
    }
  }

  private final class Fine extends Single {
    Fine() {
      super(Stage.FINE, stages.fine());
    }

    @Override
    void advance(List<PipelineItem> items) {
      stages.fine().get().advance(items.stream().map(PipelineItem::fineSequence).toList());
    }

    @Override
    boolean isThrough(PipelineItem item) {
      return item.fineSequence().done() == item.fineSequence().expected();
    }
  }

  private final class Codec extends Single {
    Codec() {
      super(Stage.CODEC, stages.codec());
    }

    @Override
    void advance(List<PipelineItem> items) {
      List<int[][]> codes = items.stream().map(PipelineItem::fine).toList();
      List<float[]> samples = stages.codec().get().decode(codes, together);
      for (int i = 0; i < samples.size(); i++) {
        items.get(i).setSamples(samples.get(i));
      }
    }

    @Override
    boolean isThrough(PipelineItem item) {
      return true;
    }
  }
}
