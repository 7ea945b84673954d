package org.barkdjl;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.barkdjl.coarse.CoarseInput;
import org.barkdjl.coarse.CoarseStage;
import org.barkdjl.decode.StepListener;
import org.barkdjl.error.BarkException;
import org.barkdjl.error.InputException;
import org.barkdjl.error.NothingSaidException;
import org.barkdjl.fine.FineStage;
import org.barkdjl.semantic.SemanticInput;
import org.barkdjl.semantic.SemanticStage;
import org.barkdjl.text.PromptTokenizer;
import org.barkdjl.text.PromptTokens;
import org.barkdjl.voice.Voice;

/** One request on its way through the stages: what it puts into each, and what came out. */
final class PipelineItem {
  private final BarkRequest request;
  private final Map<Stage, StageTiming> timings = new EnumMap<>(Stage.class);
  private final List<String> warnings = new ArrayList<>();
  private PromptTokens text;
  private int[] semantic;
  private int[][] coarse;
  private int[][] fine;
  private float[] samples;
  private BarkException failure;

  PipelineItem(BarkRequest request) {
    this.request = request;
  }

  /** Whether there is something to go on with. */
  boolean isGood() {
    return failure == null;
  }

  void encode(PromptTokenizer tokenizer) {
    try {
      text = tokenizer.encode(request.text());
      text.warning().ifPresent(warnings::add);
    } catch (InputException e) {
      failure = e;
    }
  }

  SemanticInput semanticInput() {
    return new SemanticInput(
        text.ids(),
        request.voice().map(Voice::semantic).orElse(new int[0]),
        request.semantic(),
        request.randomness().stream(Stage.SEMANTIC));
  }

  void setSemantic(int[] tokens) {
    semantic = tokens;
    if (isCutByTheModel()) {
      warnings.add(
          "The model's limit of 15 s was reached before it came to an end: what is left of the text is not spoken. Split the text.");
    }
    if (CoarseStage.steps(semantic.length) == 0) {
      failure = new NothingSaidException(ended());
    }
  }

  CoarseInput coarseInput() {
    return new CoarseInput(
        semantic, request.voice(), request.coarse(), request.randomness().stream(Stage.COARSE));
  }

  void setCoarse(int[][] codes) {
    coarse = codes;
  }

  void refine(FineStage stage, StepListener listener) {
    fine =
        stage.generate(
            coarse,
            request.voice(),
            request.fine(),
            request.randomness().stream(Stage.FINE),
            listener);
  }

  int[][] fine() {
    return fine;
  }

  void setSamples(float[] audio) {
    samples = audio;
  }

  /** Steps that a stage takes: those it took, or at most takes if it has not run. */
  int steps(Stage stage) {
    return switch (stage) {
      case SEMANTIC -> semantic == null ? SemanticStage.limit(request.semantic()) : semantic.length;
      case COARSE -> CoarseStage.steps(semantic.length);
      case FINE -> FineStage.steps(coarse[0].length, request.voice());
      case CODEC -> fine[0].length;
    };
  }

  void took(Stage stage, Duration wall) {
    timings.put(stage, new StageTiming(steps(stage), wall));
  }

  BarkOutcome outcome(int sampleRateHz) {
    if (failure != null) {
      return BarkOutcome.failed(failure);
    }
    return BarkOutcome.of(
        new BarkResult(
            samples,
            sampleRateHz,
            request.randomness().seed(),
            new BarkTokens(text.allIds(), semantic, coarse, fine),
            Map.copyOf(timings),
            List.copyOf(warnings)));
  }

  /** A limit that the caller set is not worth a word; the model's own is. */
  private boolean isCutByTheModel() {
    return request.semantic().allowEnd()
        && request.semantic().maxSeconds().isEmpty()
        && semantic.length == SemanticStage.limit(request.semantic());
  }

  private String ended() {
    String seed =
        request.randomness().seed().isPresent()
            ? "seed " + request.randomness().seed().getAsLong()
            : "the recorded numbers";
    return "The model had nothing to say to the text \"%s\" with %s: it ended at its first token. Try another seed, text or voice."
        .formatted(text.text(), seed);
  }
}
