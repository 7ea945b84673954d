package org.barkdjl.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
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
import org.barkdjl.device.Precision;
import org.barkdjl.model.ModelPackage;
import org.barkdjl.model.Part;
import org.barkdjl.semantic.SemanticOptions;

/** Measures a text to audio, the whole and each stage; the sequence may not end by itself. */
final class PipelineBench {
  private static final String TEXT = "The quick brown fox jumps over the lazy dog.";

  private final BenchRun run;
  private final BenchSetting setting;
  private final Duration audio;

  PipelineBench(BenchRun run, BenchSetting setting, Duration audio) {
    this.run = run;
    this.setting = setting;
    this.audio = audio;
  }

  void measure(ModelPackage model, DeviceSpec device) throws IOException {
    int largest = Collections.max(run.batches());
    BarkOptions options =
        BarkOptions.DEFAULT
            .withDevice(device)
            .withPrecision(setting.precision())
            .withThreads(setting.threads())
            .withRows(largest);
    SemanticOptions endless =
        SemanticOptions.DEFAULT.withAllowEnd(false).withMaxDuration(Optional.of(audio));
    BarkRequest request = BarkRequest.of(TEXT).withSeed(0).withSemantic(endless);
    Precision kept = model.kept(Part.SEMANTIC, setting.precision());
    BenchSetting shown = new BenchSetting(kept, setting.threads(), 1);
    PeakMemory.reset();
    try (Bark bark =
        Loaded.measured(run, BenchPart.PIPELINE, shown, () -> Bark.open(model, options))) {
      measure(bark, List.of(request), run.runs(), shown);
      if (largest > 1) {
        // Once: it takes as long as all the others.
        measure(bark, Collections.nCopies(largest, request), 1, shown.withBatch(largest));
      }
    }
  }

  private void measure(Bark bark, List<BarkRequest> requests, int runs, BenchSetting batched)
      throws IOException {
    Map<Stage, Samples> stages = new EnumMap<>(Stage.class);
    Samples whole = new Samples();
    for (int i = 0; i < runs; i++) {
      whole.add(run.meter().time(() -> bark.generate(requests, new StageClock(stages))));
    }
    double each = audio.toMillis() / 1e3;
    double seconds = each * requests.size();
    for (Stage stage : Stage.values()) {
      String name = stage.name().toLowerCase(Locale.ROOT);
      report(name + " of " + each + " s", stages.get(stage), batched, seconds);
    }
    report("text to " + each + " s", whole, batched, seconds);
  }

  private void report(String name, Samples samples, BenchSetting batched, double seconds)
      throws IOException {
    Work work = new Work(BenchPart.PIPELINE.id(), name, seconds, "seconds of audio", Double.NaN);
    run.report(work, batched, samples);
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
