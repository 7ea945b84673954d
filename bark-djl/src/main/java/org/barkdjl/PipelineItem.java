package org.barkdjl;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.barkdjl.coarse.CoarseInput;
import org.barkdjl.coarse.CoarseSequence;
import org.barkdjl.coarse.CoarseStage;
import org.barkdjl.error.BarkException;
import org.barkdjl.error.NothingSaidException;
import org.barkdjl.fine.FineSequence;
import org.barkdjl.model.Manifest;
import org.barkdjl.semantic.SemanticInput;
import org.barkdjl.semantic.SemanticOptions;
import org.barkdjl.semantic.SemanticSequence;
import org.barkdjl.semantic.SemanticStage;
import org.barkdjl.text.PlausibleLength;
import org.barkdjl.text.PromptTokenizer;
import org.barkdjl.text.PromptTokens;
import org.barkdjl.text.SpeechLength;
import org.barkdjl.voice.Voice;

/** One request on its way through the stages: what it puts into each, and what came out. */
final class PipelineItem {
  /** A peak that nobody hears: -60 dB. */
  private static final float SILENT = 1e-3f;

  /** Share of the samples beyond full scale; a few of loud speech do not matter. */
  private static final double DISTORTED = 0.005;

  /** What the model speaks at once at most. */
  private static final Duration LONGEST = Duration.ofSeconds(15);

  private final Generation generation;
  private final BarkRequest request;
  private final Duration estimate;
  private final Map<Stage, StageTiming> timings = new EnumMap<>(Stage.class);
  private final List<String> warnings = new ArrayList<>();
  private PromptTokens text;
  private SemanticSequence semanticSequence;
  private CoarseSequence coarseSequence;
  private FineSequence fineSequence;
  private int[] semantic;
  private int[][] coarse;
  private int[][] fine;
  private float[] samples;
  private boolean cut;

  PipelineItem(Generation generation) {
    this.generation = generation;
    this.request = generation.request();
    Duration spoken = new SpeechLength(request.text()).duration();
    this.estimate = spoken.compareTo(LONGEST) < 0 ? spoken : LONGEST;
  }

  boolean isInteractive() {
    return generation.priority() == Priority.INTERACTIVE;
  }

  /** How long it becomes when spoken, by an estimate. */
  Duration estimate() {
    return estimate;
  }

  boolean isCancelled() {
    return generation.isCancelled();
  }

  /**
   * Encodes the text.
   *
   * @throws org.barkdjl.error.InputException if it is empty, or the voice is of another model
   */
  void encode(Manifest model, PromptTokenizer tokenizer) {
    request.voice().ifPresent(model::requireOwn);
    text = tokenizer.encode(request.text());
    warnings.addAll(text.warnings());
  }

  /** It comes to a stage. */
  void start(Stage stage) {
    switch (stage) {
      case SEMANTIC ->
          semanticSequence =
              new SemanticSequence(
                  new SemanticInput(
                      text.ids(),
                      request.voice().map(Voice::semantic).orElse(new int[0]),
                      request.options().semantic(),
                      request.randomness().stream(stage)));
      case COARSE ->
          coarseSequence =
              new CoarseSequence(
                  new CoarseInput(
                      semantic,
                      request.voice(),
                      request.options().coarse(),
                      request.randomness().stream(stage)));
      case FINE ->
          fineSequence =
              new FineSequence(
                  coarse,
                  request.voice(),
                  request.options().fine(),
                  request.randomness().stream(stage));
      case CODEC -> {}
    }
    timings.put(stage, new StageTiming(0, Duration.ZERO));
    generation.listener().started(stage, expected(stage));
  }

  boolean hasStarted(Stage stage) {
    return timings.containsKey(stage);
  }

  SemanticSequence semanticSequence() {
    return semanticSequence;
  }

  CoarseSequence coarseSequence() {
    return coarseSequence;
  }

  FineSequence fineSequence() {
    return fineSequence;
  }

  int[][] fine() {
    return fine;
  }

  void setSamples(float[] audio) {
    samples = audio;
  }

  /** Steps that a stage has made. */
  int done(Stage stage) {
    return switch (stage) {
      case SEMANTIC -> semanticSequence.done();
      case COARSE -> coarseSequence.done();
      case FINE -> fineSequence.done();
      case CODEC -> samples == null ? 0 : fine[0].length;
    };
  }

  /** Whether it has made all the steps that a stage was expected to make. */
  boolean isThrough(Stage stage) {
    return done(stage) == expected(stage);
  }

  /** The stage has worked on it for a while. */
  void advanced(Stage stage, Duration wall) {
    timings.merge(
        stage,
        new StageTiming(done(stage), wall),
        (before, now) -> new StageTiming(now.steps(), before.wall().plus(now.wall())));
    generation.listener().advanced(stage, done(stage), expected(stage));
  }

  /**
   * The stage is through with it.
   *
   * @throws NothingSaidException if nothing came out, so that the others have nothing to do
   */
  void finish(Stage stage) {
    switch (stage) {
      case SEMANTIC -> {
        semantic = semanticSequence.tokens();
        cut = isCut();
        if (cut) {
          warnings.add(cutting());
        }
        if (CoarseStage.steps(semantic.length) == 0) {
          throw new NothingSaidException(ended());
        }
      }
      case COARSE -> coarse = coarseSequence.codes();
      case FINE -> fine = fineSequence.codes();
      case CODEC -> {}
    }
    generation.listener().finished(stage, timings.get(stage));
  }

  void complete(Manifest model) {
    warnOfSound(model.sampleRateHz());
    BarkResult result =
        new BarkResult(
            samples,
            model.sampleRateHz(),
            request.randomness().seed(),
            new BarkTokens(
                text.allIds(), semantic, coarse, fine, Optional.ofNullable(model.codec())),
            Map.copyOf(timings),
            cut,
            withDoubtsAbout(samples.length / (double) model.sampleRateHz()));
    generation.complete(BarkOutcome.of(result));
  }

  void fail(RuntimeException e) {
    generation.complete(
        BarkOutcome.failed(
            e instanceof BarkException known
                ? known
                : new BarkException("Unexpected failure of the engine: " + e.getMessage(), e)));
  }

  private int expected(Stage stage) {
    return switch (stage) {
      case SEMANTIC -> semanticSequence.expected();
      case COARSE -> coarseSequence.expected();
      case FINE -> fineSequence.expected();
      case CODEC -> fine[0].length;
    };
  }

  /** Whether the sequence reached its limit instead of its end, so that words may lack. */
  private boolean isCut() {
    SemanticOptions options = request.options().semantic();
    return options.allowEnd() && semantic.length == SemanticStage.limit(options);
  }

  private String cutting() {
    SemanticOptions options = request.options().semantic();
    if (options.maxSeconds().isPresent()) {
      return String.format(
          Locale.ROOT,
          "The speech was cut at the maximum duration of %s s: what is left of the text is not spoken.",
          options.maxSeconds().getAsDouble());
    }
    return "The model's limit of 15 s was reached before it came to an end: what is left of the text is not spoken. "
        + (options.sampling().isGreedy()
            ? "At temperature 0 it may repeat itself without an end: take a higher one."
            : "Split the text.");
  }

  /** The warnings, and one if the audio can hardly be what the text says. */
  private List<String> withDoubtsAbout(double seconds) {
    if (!cut && request.options().semantic().allowEnd()) {
      PlausibleLength.of(request.text())
          .doubtAbout(Duration.ofNanos(Math.round(seconds * 1e9)))
          .ifPresent(warnings::add);
    }
    return List.copyOf(warnings);
  }

  private void warnOfSound(int sampleRateHz) {
    float peak = 0;
    int beyond = 0;
    int first = 0;
    for (int i = 0; i < samples.length; i++) {
      float level = Math.abs(samples[i]);
      peak = Math.max(peak, level);
      if (level > 1 && beyond++ == 0) {
        first = i;
      }
    }
    if (peak < SILENT) {
      warnings.add("The audio is silent from beginning to end.");
    } else if (beyond > samples.length * DISTORTED) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "%.1f %% of the samples are louder than full scale, the first at %.2f s: they are clipped where the file's format has an end there.",
              100.0 * beyond / samples.length,
              (double) first / sampleRateHz));
    }
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
