package org.barkdjl.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.barkdjl.coarse.CoarseSequence;
import org.barkdjl.decode.CausalModel;
import org.barkdjl.decode.DecoderRow;
import org.barkdjl.decode.Prompt;
import org.barkdjl.decode.Sampling;
import org.barkdjl.decode.StepParameters;
import org.barkdjl.decode.StopRule;
import org.barkdjl.decode.UniformBuffer;
import org.barkdjl.decode.Uniforms;
import org.barkdjl.device.Attention;

/**
 * Measures what a decoding step costs beside arithmetic: with a coarse stage of many layers and
 * next to no width, the time goes into asking libtorch for operations. Both forms of decoding, with
 * few and with many rows, in turns.
 */
final class DispatchBench {
  private static final List<Integer> ROWS = List.of(1, 8, 32);

  private static final int PROMPT = 17;

  /** Tokens that are drawn before the clock is read. */
  private static final int WARM = 2;

  private static final int TOKENS = 32;

  private final BenchRun run;
  private final BenchSetting setting;

  DispatchBench(BenchRun run, BenchSetting setting) {
    this.run = run;
    this.setting = setting;
  }

  void measure(Path archive) throws IOException {
    PeakMemory.reset();
    Map<Work, Samples> all = new LinkedHashMap<>();
    try (CausalModel byRow = load(archive, Attention.ROW_BY_ROW);
        CausalModel together = load(archive, Attention.ALL_ROWS)) {
      for (int i = 0; i < run.runs(); i++) {
        measure(byRow, "step, row by row", all);
        measure(together, "step, all rows", all);
      }
    }
    for (Map.Entry<Work, Samples> one : all.entrySet()) {
      int rows = (int) one.getKey().amount();
      run.report(one.getKey(), setting.withBatch(rows), one.getValue());
    }
  }

  private CausalModel load(Path archive, Attention attention) throws IOException {
    return CausalModel.load(archive, run.device(), attention, CoarseSequence.RANGE, 0);
  }

  private void measure(CausalModel model, String name, Map<Work, Samples> all) throws IOException {
    for (int count : ROWS) {
      List<DecoderRow> rows = new ArrayList<>();
      List<StepParameters> drawings = Stream.generate(DispatchBench::drawing).limit(count).toList();
      try {
        for (int i = 0; i < count; i++) {
          rows.add(new DecoderRow(model, prompt()));
        }
        CausalBench.draw(model, rows, drawings, WARM);
        Work work = new Work(BenchPart.DISPATCH.id(), name, count, "tokens", Double.NaN);
        all.computeIfAbsent(work, w -> new Samples())
            .add(
                run.meter()
                    .time(() -> CausalBench.draw(model, rows, drawings, TOKENS))
                    .dividedBy(TOKENS));
      } finally {
        rows.forEach(DecoderRow::close);
      }
    }
  }

  /** As the coarse stage draws. */
  private static StepParameters drawing() {
    return new StepParameters(
        0,
        CoarseSequence.RANGE,
        StopRule.NEVER,
        Sampling.DEFAULT,
        new UniformBuffer(Uniforms.seeded(0, 0)));
  }

  private static Prompt prompt() {
    return new Prompt(LongStream.range(0, PROMPT).toArray(), false);
  }
}
