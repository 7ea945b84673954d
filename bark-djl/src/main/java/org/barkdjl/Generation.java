package org.barkdjl;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.barkdjl.coarse.CoarseStage;
import org.barkdjl.decode.StepListener;
import org.barkdjl.error.CancelledException;
import org.barkdjl.error.NothingSaidException;
import org.barkdjl.fine.FineStage;
import org.barkdjl.model.Manifest;
import org.barkdjl.semantic.SemanticStage;
import org.barkdjl.text.PromptTokens;
import org.barkdjl.voice.Voice;

/** One request on its way through the stages. */
final class Generation {
  private final Stages stages;
  private final Manifest manifest;
  private final BarkRequest request;
  private final BarkListener listener;
  private final Map<Stage, StageTiming> timings = new EnumMap<>(Stage.class);
  private final List<String> warnings = new ArrayList<>();

  Generation(Stages stages, Manifest manifest, BarkRequest request, BarkListener listener) {
    this.stages = stages;
    this.manifest = manifest;
    this.request = request;
    this.listener = listener;
  }

  BarkResult run() {
    Optional<Voice> voice = request.voice();
    Randomness randomness = request.randomness();
    PromptTokens text = stages.tokenizer().encode(request.text());
    text.warning().ifPresent(warnings::add);

    int[] semantic =
        timed(
            Stage.SEMANTIC,
            SemanticStage.limit(request.semantic()),
            steps ->
                stages
                    .semantic()
                    .generate(
                        text.ids(),
                        voice.map(Voice::semantic).orElse(new int[0]),
                        request.semantic(),
                        randomness.stream(Stage.SEMANTIC),
                        steps));
    if (isCutByTheModel(semantic.length)) {
      warnings.add(
          "The model's limit of 15 s was reached before it came to an end: what is left of the text is not spoken. Split the text.");
    }
    if (CoarseStage.steps(semantic.length) == 0) {
      throw new NothingSaidException(ended(text.text()));
    }
    int[][] coarse =
        timed(
            Stage.COARSE,
            CoarseStage.steps(semantic.length),
            steps ->
                stages
                    .coarse()
                    .generate(
                        semantic, voice, request.coarse(), randomness.stream(Stage.COARSE), steps));
    int[][] fine =
        timed(
            Stage.FINE,
            FineStage.steps(coarse[0].length, voice),
            steps ->
                stages
                    .fine()
                    .generate(coarse, voice, request.fine(), randomness.stream(Stage.FINE), steps));
    float[] samples =
        timed(
            Stage.CODEC,
            fine[0].length,
            steps -> {
              float[] decoded = stages.codec().decode(fine);
              steps.advanced(fine[0].length, fine[0].length);
              return decoded;
            });
    return new BarkResult(
        samples,
        manifest.sampleRateHz(),
        randomness.seed(),
        new BarkTokens(text.allIds(), semantic, coarse, fine),
        Map.copyOf(timings),
        List.copyOf(warnings));
  }

  private <T> T timed(Stage stage, int expected, Function<StepListener, T> work) {
    checkCancelled();
    listener.started(stage, expected);
    long start = System.nanoTime();
    int[] last = {0};
    T result =
        work.apply(
            (done, of) -> {
              last[0] = done;
              listener.advanced(stage, done, of);
              checkCancelled();
            });
    StageTiming timing = new StageTiming(last[0], Duration.ofNanos(System.nanoTime() - start));
    timings.put(stage, timing);
    listener.finished(stage, timing);
    return result;
  }

  private void checkCancelled() {
    if (listener.cancelled()) {
      throw new CancelledException("The generation was cancelled.");
    }
  }

  /** A limit that the caller set is not worth a word; the model's own is. */
  private boolean isCutByTheModel(int tokens) {
    return request.semantic().allowEnd()
        && request.semantic().maxSeconds().isEmpty()
        && tokens == SemanticStage.limit(request.semantic());
  }

  private String ended(String text) {
    String seed =
        request.randomness().seed().isPresent()
            ? "seed " + request.randomness().seed().getAsLong()
            : "the recorded numbers";
    return "The model had nothing to say to the text \"%s\" with %s: it ended at its first token. Try another seed, text or voice."
        .formatted(text, seed);
  }
}
