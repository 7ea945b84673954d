package org.barkdjl.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.barkdjl.bench.Meter.Reading;
import org.barkdjl.checkpoint.GptConfig;
import org.barkdjl.decode.StepListener;
import org.barkdjl.decode.Uniforms;
import org.barkdjl.error.CancelledException;
import org.barkdjl.fine.FineOptions;
import org.barkdjl.fine.FineStage;
import org.barkdjl.token.TokenSpace;
import org.barkdjl.voice.Voice;

/** Measures the fine stage: passes that draw a codebook of a window, or of half of it. */
final class FineBench {

  /** Semantic tokens that belong to half a window, 512 frames. */
  private static final int SEMANTIC_OF_HALF = 341;

  private final BenchRun run;
  private final BenchSetting setting;
  private final GptWork gpt;

  FineBench(BenchRun run, BenchSetting setting, GptConfig config) {
    this.run = run;
    this.setting = setting;
    this.gpt = new GptWork(config, setting.precision(), run.device().isGpu());
  }

  void measure(Path archive) throws IOException {
    try (FineStage stage =
        Loaded.measured(
            run, BenchPart.FINE, setting, () -> FineStage.load(archive, run.device()))) {
      passes(stage, TokenSpace.CONTEXT, Optional.empty());
      int half = TokenSpace.CONTEXT / 2;
      Voice voice =
          new Voice(
              "bench",
              new int[SEMANTIC_OF_HALF],
              new int[TokenSpace.COARSE_CODEBOOKS][half],
              new int[TokenSpace.CODEBOOKS][half]);
      passes(stage, half, Optional.of(voice));
    }
  }

  /** A window without a voice is drawn whole, with half a window of a voice from there on. */
  private void passes(FineStage stage, int drawn, Optional<Voice> voice) throws IOException {
    PeakMemory.reset();
    Samples samples = new Samples();
    while (samples.count() < run.runs()) {
      try {
        stage.generate(
            new int[2][drawn],
            voice,
            FineOptions.DEFAULT,
            Uniforms.seeded(0, 0),
            new PassClock(samples));
      } catch (CancelledException e) {
        break; // by the clock, after the last run
      }
    }
    double limit =
        run.limits().secondsToCompute(gpt.fineFlops(TokenSpace.CONTEXT, drawn, TokenSpace.ENTRIES));
    String name = "pass, " + drawn + " frames";
    run.report(new Work(BenchPart.FINE.id(), name, drawn, "frames", limit), setting, samples);
  }

  /** Takes a sample a pass and ends the stage when there are enough. */
  private final class PassClock implements StepListener {
    private final Samples samples;
    private Reading last = run.meter().read();

    PassClock(Samples samples) {
      this.samples = samples;
    }

    @Override
    public void advanced(int done, int expected) {
      Reading now = run.meter().read();
      samples.add(last.until(now));
      last = now;
      if (samples.count() >= run.runs()) {
        throw new CancelledException("Enough passes were measured.");
      }
    }
  }
}
