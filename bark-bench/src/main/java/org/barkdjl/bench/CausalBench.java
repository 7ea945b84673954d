package org.barkdjl.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.barkdjl.checkpoint.GptConfig;
import org.barkdjl.coarse.CoarseSequence;
import org.barkdjl.decode.CausalModel;
import org.barkdjl.decode.DecoderRow;
import org.barkdjl.decode.LogitRange;
import org.barkdjl.decode.Prompt;
import org.barkdjl.decode.Sampling;
import org.barkdjl.decode.StepParameters;
import org.barkdjl.decode.StopRule;
import org.barkdjl.decode.UniformBuffer;
import org.barkdjl.decode.Uniforms;
import org.barkdjl.device.Devices;
import org.barkdjl.semantic.SemanticSequence;

/** Measures the semantic or the coarse stage: loading, prompts, and steps along the context. */
final class CausalBench {
  private static final int MIDDLE = 513;

  private static final List<Integer> POSITIONS = List.of(257, MIDDLE, 960);

  /** The shortest prompt of both stages, and the longest of the coarse one. */
  private static final int SHORT_PROMPT = 257;

  private static final int LONG_PROMPT = 887;

  /** Tokens that are drawn before the clock is read. */
  private static final int WARM = 2;

  private final BenchRun run;
  private final BenchPart part;
  private final BenchSetting setting;
  private final GptConfig config;
  private final GptWork gpt;

  CausalBench(BenchRun run, BenchPart part, BenchSetting setting, GptConfig config) {
    this.run = run;
    this.part = part;
    this.setting = setting;
    this.config = config;
    this.gpt = new GptWork(config, setting.precision(), run.device().isGpu());
  }

  void measure(Path archive) throws IOException {
    try (CausalModel model =
        Loaded.measured(
            run,
            part,
            setting,
            () ->
                CausalModel.load(
                    archive, run.device(), Devices.attention(run.device()), range(), 0))) {
      boolean semantic = part == BenchPart.SEMANTIC;
      prefill(model, SHORT_PROMPT, semantic);
      if (!semantic) {
        prefill(model, LONG_PROMPT, false);
      }
      for (int batch : run.batches()) {
        for (int position : batch == 1 ? POSITIONS : List.of(MIDDLE)) {
          decode(model, position, batch);
        }
      }
    }
  }

  private void prefill(CausalModel model, int length, boolean merged) throws IOException {
    int filled = length - 1; // the last one is left to the first step
    Prompt prompt = merged ? prompt(2 * filled + 1, true) : prompt(length, false);
    double limit = run.limits().secondsToCompute(gpt.prefillFlops(filled));
    run.measure(
        new Work(part.id(), "prefill " + length, filled, "positions", limit),
        setting,
        () -> new DecoderRow(model, prompt).close());
  }

  /** Steps from a position on; the context's end leaves few, so that each run takes its share. */
  private void decode(CausalModel model, int position, int batch) throws IOException {
    int tokens = Math.min(model.chunk(), (config.context() - position - WARM) / run.runs());
    double middle = position + WARM + run.runs() * tokens / 2.0;
    double bytes = gpt.decodeBytes(middle, range().width(), batch);
    Work work =
        new Work(
            part.id(), "decode at " + position, batch, "tokens", run.limits().secondsToRead(bytes));
    Samples samples = new Samples();
    List<DecoderRow> rows = new ArrayList<>();
    List<StepParameters> drawings =
        Stream.generate(this::drawing).limit(batch).toList(); // each with numbers of its own
    PeakMemory.reset();
    try {
      for (int i = 0; i < batch; i++) {
        rows.add(new DecoderRow(model, prompt(position + 1, false)));
      }
      draw(model, rows, drawings, WARM);
      for (int i = 0; i < run.runs(); i++) {
        samples.add(run.meter().time(() -> draw(model, rows, drawings, tokens)).dividedBy(tokens));
      }
    } finally {
      rows.forEach(DecoderRow::close);
    }
    run.report(work, setting.withBatch(batch), samples);
  }

  /** Draws so many tokens of each row. */
  static void draw(
      CausalModel model, List<DecoderRow> rows, List<StepParameters> drawings, int tokens) {
    int drawn = model.draw(rows, drawings, tokens)[0].length;
    if (drawn != tokens) {
      throw new IllegalStateException(drawn + " tokens were drawn instead of " + tokens);
    }
  }

  private StepParameters drawing() {
    UniformBuffer numbers = new UniformBuffer(Uniforms.seeded(0, 0));
    return new StepParameters(0, range(), StopRule.NEVER, Sampling.DEFAULT, numbers);
  }

  /** What SemanticStage and CoarseStage draw from when a sequence may not end. */
  private LogitRange range() {
    return part == BenchPart.SEMANTIC ? SemanticSequence.RANGE : CoarseSequence.RANGE;
  }

  /** Any ids will do: the work does not depend on them. */
  private Prompt prompt(int length, boolean merged) {
    long[] ids =
        LongStream.range(0, length).map(i -> i * 7919 % config.outputVocabulary()).toArray();
    return new Prompt(ids, merged);
  }
}
