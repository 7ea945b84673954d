package org.barkdjl;

import java.time.Duration;
import java.util.List;
import org.barkdjl.decode.StepListener;
import org.barkdjl.error.CancelledException;

/** Requests on their way together, stage after stage. */
final class Generation {
  private final Stages stages;
  private final int rows;
  private final BarkListener listener;

  /**
   * @param rows how many the causal stages decode together at most
   */
  Generation(Stages stages, int rows, BarkListener listener) {
    this.stages = stages;
    this.rows = rows;
    this.listener = listener;
  }

  /** An outcome a request, in their order. */
  List<BarkOutcome> run(List<BarkRequest> requests, int sampleRateHz) {
    List<Utterance> all = requests.stream().map(Utterance::new).toList();
    all.forEach(one -> one.encode(stages.tokenizer()));
    stage(Stage.SEMANTIC, all, this::semantic);
    stage(Stage.COARSE, all, this::coarse);
    stage(Stage.FINE, all, this::fine);
    stage(Stage.CODEC, all, this::codec);
    return all.stream().map(one -> one.outcome(sampleRateHz)).toList();
  }

  private interface Work {
    void run(List<Utterance> utterances, StepListener steps);
  }

  /** Each gets the share of the time that its steps had in all. */
  private void stage(Stage stage, List<Utterance> all, Work work) {
    List<Utterance> good = all.stream().filter(Utterance::isGood).toList();
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
    for (Utterance one : good) {
      double share = steps == 0 ? 0 : (double) one.steps(stage) / steps;
      one.took(stage, Duration.ofNanos(Math.round(wall.toNanos() * share)));
    }
    listener.finished(stage, new StageTiming(steps, wall));
  }

  private void semantic(List<Utterance> utterances, StepListener steps) {
    List<int[]> tokens =
        stages
            .semantic()
            .use(
                stage ->
                    stage.generate(
                        utterances.stream().map(Utterance::semanticInput).toList(), rows, steps));
    for (int i = 0; i < tokens.size(); i++) {
      utterances.get(i).setSemantic(tokens.get(i));
    }
  }

  private void coarse(List<Utterance> utterances, StepListener steps) {
    List<int[][]> codes =
        stages
            .coarse()
            .use(
                stage ->
                    stage.generate(
                        utterances.stream().map(Utterance::coarseInput).toList(), rows, steps));
    for (int i = 0; i < codes.size(); i++) {
      utterances.get(i).setCoarse(codes.get(i));
    }
  }

  /** One after the other: large products are as fast alone. */
  private void fine(List<Utterance> utterances, StepListener steps) {
    stages
        .fine()
        .run(stage -> each(Stage.FINE, utterances, steps, (one, own) -> one.refine(stage, own)));
  }

  private void codec(List<Utterance> utterances, StepListener steps) {
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
    void run(Utterance utterance, StepListener own);
  }

  private static void each(
      Stage stage, List<Utterance> utterances, StepListener steps, Single work) {
    int expected = steps(stage, utterances);
    int before = 0;
    for (Utterance one : utterances) {
      int base = before;
      work.run(one, (done, of) -> steps.advanced(base + done, expected));
      before += one.steps(stage);
    }
  }

  private static int steps(Stage stage, List<Utterance> utterances) {
    return utterances.stream().mapToInt(one -> one.steps(stage)).sum();
  }

  private void checkCancelled() {
    if (listener.cancelled()) {
      throw new CancelledException("The generation was cancelled.");
    }
  }
}
