package org.barkdjl.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.barkdjl.Bark;
import org.barkdjl.BarkListener;
import org.barkdjl.BarkOptions;
import org.barkdjl.BarkRequest;
import org.barkdjl.Stage;
import org.barkdjl.StageTiming;
import org.barkdjl.bench.Meter.Reading;
import org.barkdjl.device.DeviceSpec;
import org.barkdjl.model.ModelPackage;
import org.barkdjl.semantic.SemanticOptions;

/** Measures a text to audio, the whole and each stage; the sequence may not end by itself. */
final class PipelineBench {
  private static final String TEXT = "The quick brown fox jumps over the lazy dog.";

  private final BenchRun run;
  private final Setting setting;
  private final Duration audio;

  PipelineBench(BenchRun run, Setting setting, Duration audio) {
    this.run = run;
    this.setting = setting;
    this.audio = audio;
  }

  void measure(ModelPackage model, DeviceSpec device) throws IOException {
    BarkOptions options =
        BarkOptions.DEFAULT
            .withDevice(device)
            .withPrecision(setting.precision())
            .withThreads(setting.threads());
    SemanticOptions endless =
        SemanticOptions.DEFAULT.withAllowEnd(false).withMaxDuration(Optional.of(audio));
    BarkRequest request = BarkRequest.of(TEXT).withSeed(0).withSemantic(endless);
    Map<Stage, Samples> stages = new EnumMap<>(Stage.class);
    Samples whole = new Samples();
    PeakMemory.reset();
    try (Bark bark =
        Loaded.measured(run, BenchPart.PIPELINE, setting, () -> Bark.open(model, options))) {
      for (int i = 0; i < run.runs(); i++) {
        whole.add(run.meter().time(() -> bark.generate(request, new StageClock(stages))));
      }
    }
    double seconds = audio.toMillis() / 1e3;
    for (Stage stage : Stage.values()) {
      String name = stage.name().toLowerCase(Locale.ROOT);
      report(name + " of " + seconds + " s", stages.get(stage), seconds);
    }
    report("text to " + seconds + " s", whole, seconds);
  }

  private void report(String name, Samples samples, double seconds) throws IOException {
    Work work = new Work(BenchPart.PIPELINE.id(), name, seconds, "seconds of audio", Double.NaN);
    run.report(work, setting, samples);
  }

  /** Takes a sample a stage. */
  private final class StageClock implements BarkListener {
    private final Map<Stage, Samples> stages;
    private Reading started;

    StageClock(Map<Stage, Samples> stages) {
      this.stages = stages;
    }

    @Override
    public void started(Stage stage, int expected) {
      started = run.meter().read();
    }

    @Override
    public void finished(Stage stage, StageTiming timing) {
      stages.computeIfAbsent(stage, s -> new Samples()).add(started.until(run.meter().read()));
    }
  }
}
