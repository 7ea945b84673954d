package org.barkdjl;

import java.time.Duration;
import java.util.List;
import org.barkdjl.decode.StepListener;
import org.barkdjl.error.CancelledException;

/** Requests on their way together, stage after stage. */
final class Pipeline {
  private final Stages stages;
  private final int rows;
  private final BarkListener listener;

  /**
   * @param rows how many the causal stages decode together at most
   */
  Pipeline(Stages stages, int rows, BarkListener listener) {
    this.stages = stages;
    this.rows = rows;
    this.listener = listener;
  }

  /** An outcome a request, in their order. */
  List<BarkOutcome> run(List<BarkRequest> requests, int sampleRateHz) {
    List<PipelineItem> all = requests.stream().map(PipelineItem::new).toList();
    all.forEach(one -> one.encode(stages.tokenizer()));
    stage(Stage.SEMANTIC, all, this::semantic);
    stage(Stage.COARSE, all, this::coarse);
    stage(Stage.FINE, all, this::fine);
    stage(Stage.CODEC, all, this::codec);
    return all.stream().map(one -> one.outcome(sampleRateHz)).toList();
  }

  private interface Work {
    void run(List<PipelineItem> utterances, StepListener steps);
  }

  /** Each gets the share of the time that its steps had in all. */
  private void stage(Stage stage, List<PipelineItem> all, Work work) {
    List<PipelineItem> good = all.stream().filter(PipelineItem::isGood).toList();
    if (good.isEmpty()) {
      return;
    }
    checkCancelled();
    listener.started(stage, steps(stage, good));
    long start = System.nanoTime();
    work.run(
        good,
        (done, expected) -> {
          listener.advanced(stage, done, expected);
          checkCancelled();
        });
    Duration wall = Duration.ofNanos(System.nanoTime() - start);
    int steps = steps(stage, good);
    for (PipelineItem one : good) {
      double share = steps == 0 ? 0 : (double) one.steps(stage) / steps;
      one.took(stage, Duration.ofNanos(Math.round(wall.toNanos() * share)));
    }
    listener.finished(stage, new StageTiming(steps, wall));
  }

  private void semantic(List<PipelineItem> utterances, StepListener steps) {
    List<int[]> tokens =
        stages
            .semantic()
            .use(
                stage ->
                    stage.generate(
                        utterances.stream().map(PipelineItem::semanticInput).toList(),
                        rows,
                        steps));
    for (int i = 0; i < tokens.size(); i++) {
      utterances.get(i).setSemantic(tokens.get(i));
    }
  }

  private void coarse(List<PipelineItem> utterances, StepListener steps) {
    List<int[][]> codes =
        stages
            .coarse()
            .use(
                stage ->
                    stage.generate(
                        utterances.stream().map(PipelineItem::coarseInput).toList(), rows, steps));
    for (int i = 0; i < codes.size(); i++) {
      utterances.get(i).setCoarse(codes.get(i));
    }
  }

  /** One after the other: large products are as fast alone. */
  private void fine(List<PipelineItem> utterances, StepListener steps) {
    stages
        .fine()
        .run(stage -> each(Stage.FINE, utterances, steps, (one, own) -> one.refine(stage, own)));
  }

  private void codec(List<PipelineItem> utterances, StepListener steps) {
    stages
        .codec()
        .run(
            stage ->
                each(
                    Stage.CODEC,
                    utterances,
                    steps,
                    (one, own) -> {
                      one.setSamples(stage.decode(one.fine()));
                      own.advanced(one.steps(Stage.CODEC), one.steps(Stage.CODEC));
                    }));
  }

  private interface Single {
    void run(PipelineItem utterance, StepListener own);
  }

  private static void each(
      Stage stage, List<PipelineItem> utterances, StepListener steps, Single work) {
    int expected = steps(stage, utterances);
    int before = 0;
    for (PipelineItem one : utterances) {
      int base = before;
      work.run(one, (done, of) -> steps.advanced(base + done, expected));
      before += one.steps(stage);
    }
  }

  private static int steps(Stage stage, List<PipelineItem> utterances) {
    return utterances.stream().mapToInt(one -> one.steps(stage)).sum();
  }

  private void checkCancelled() {
    if (listener.cancelled()) {
      throw new CancelledException("The generation was cancelled.");
    }
  }
}
