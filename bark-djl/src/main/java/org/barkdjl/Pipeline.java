package org.barkdjl;

import java.util.List;
import org.barkdjl.coarse.CoarseStage;
import org.barkdjl.codec.CodecStage;
import org.barkdjl.error.BarkException;
import org.barkdjl.error.CancelledException;
import org.barkdjl.fine.FineStage;
import org.barkdjl.model.Manifest;
import org.barkdjl.semantic.SemanticStage;

/**
 * Requests on their way from text to audio. Each stage works on those that have come to it, a chunk
 * at a time, so that they come and go, and fail, one by one. Not for several threads.
 */
final class Pipeline implements AutoCloseable {
  /** So many times its rows are under way at most: some wait for the stages behind. */
  private static final int ROWS_UNDER_WAY = 3;

  private final Stages stages;
  private final int rows;
  private final boolean offload;
  private final Manifest model;
  private final Lane<SemanticStage> semantic;
  private final Lane<CoarseStage> coarse;
  private final List<Lane<?>> lanes;

  /**
   * @param rows how many the causal stages decode together at most
   * @param together how many the other stages work on together at most
   * @param offload work with one stage for as long as it has work, before the next is loaded
   */
  Pipeline(Stages stages, int rows, int together, boolean offload, Manifest model) {
    this.stages = stages;
    this.rows = rows;
    this.offload = offload;
    this.model = model;
    Lane<CodecStage> codec =
        new PassLane<>(
            Stage.CODEC,
            stages.codec(),
            (stage, items) -> decode(stage, items, together),
            together,
            item -> item.complete(model));
    Lane<FineStage> fine =
        new PassLane<>(
            Stage.FINE,
            stages.fine(),
            (stage, items) ->
                stage.advance(items.stream().map(PipelineItem::fineSequence).toList()),
            together,
            codec::add);
    coarse =
        new CausalLane<>(
            Stage.COARSE,
            stages.coarse(),
            stage -> stage.decoder(rows),
            PipelineItem::coarseSequence,
            fine::add);
    semantic =
        new CausalLane<>(
            Stage.SEMANTIC,
            stages.semantic(),
            stage -> stage.decoder(rows),
            PipelineItem::semanticSequence,
            coarse::add);
    lanes = List.of(semantic, coarse, fine, codec);
  }

  /** How many requests can come in now. */
  int room() {
    int waiting = ROWS_UNDER_WAY * rows - size();
    boolean closed = offload && lanes.stream().skip(1).anyMatch(Lane::isLoaded);
    return closed ? 0 : Math.min(waiting, rows - semantic.size());
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
    semantic.add(item);
  }

  /** Does one chunk of work in each stage that should work now. */
  void turn() {
    lanes.forEach(Lane::dropCancelled);
    if (offload) {
      turnOfOne();
      return;
    }
    List<Lane<?>> due = lanes.stream().filter(this::isDue).toList();
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
   * The coarse stage decodes several rows at the price of one: it waits for more of them, as long
   * as some are to come and nobody waits for their sound.
   */
  private boolean isDue(Lane<?> lane) {
    return !lane.isEmpty()
        && (lane != coarse
            || lane.size() >= rows
            || lane.items().stream().anyMatch(PipelineItem::isInteractive)
            || semantic.isEmpty());
  }

  private void turnOfOne() {
    Lane<?> lane =
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

  private static void decode(CodecStage stage, List<PipelineItem> items, int together) {
    List<float[]> samples = stage.decode(items.stream().map(PipelineItem::fine).toList(), together);
    for (int i = 0; i < samples.size(); i++) {
      items.get(i).setSamples(samples.get(i));
    }
  }
}
