package org.barkdjl.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.barkdjl.Bark;
import org.barkdjl.BarkListener;
import org.barkdjl.BarkOptions;
import org.barkdjl.app.batch.Attempt;
import org.barkdjl.app.batch.Outcome;
import org.barkdjl.app.batch.Script;
import org.barkdjl.app.batch.Speaker;
import org.barkdjl.audio.AudioWriter;
import org.barkdjl.error.BarkException;
import org.barkdjl.error.InputException;
import org.barkdjl.longform.Ensemble;
import org.barkdjl.longform.Narration;
import org.barkdjl.longform.NarrationListener;
import org.barkdjl.longform.Narrator;
import org.barkdjl.longform.Recital;
import org.barkdjl.model.ModelPackage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes items with the engine: the pieces of several in one group. */
final class EngineSpeaker implements Speaker, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EngineSpeaker.class);

  private final ModelPackage model;
  private final BarkOptions options;
  private final Path folder;
  private final BatchAudio audio;
  private final IntConsumer loaded;
  private final BarkListener listener;
  private final Versions versions;
  private final List<Performance> performances = new ArrayList<>();
  private Bark bark;
  private Ensemble ensemble;

  /** An attempt on its way. */
  private record Performance(Attempt attempt, Recital recital, Spool spool) {}

  /**
   * @param folder where the audio will go
   * @param audio as what kinds of files
   * @param loaded told once how many pieces are decoded together
   * @param listener may cancel
   */
  EngineSpeaker(
      ModelPackage model,
      BarkOptions options,
      Path folder,
      BatchAudio audio,
      IntConsumer loaded,
      BarkListener listener)
      throws IOException {
    this.model = model;
    this.options = options;
    this.folder = folder;
    this.audio = audio;
    this.loaded = loaded;
    this.listener = listener;
    versions = Versions.read();
  }

  @Override
  public boolean hasRoom() {
    return performances.isEmpty() || ready() < ensemble.fullGroup();
  }

  /** The first loads the model: outside of its work, whose time is measured. */
  @Override
  public void begin(Attempt attempt) throws IOException {
    if (bark == null) {
      bark = Bark.open(model, options);
      ensemble = new Ensemble(bark, listener);
      loaded.accept(bark.rows());
    }
    Script script = attempt.script();
    Narrator narrator = new Narrator(bark, script.request(), script.speakers(), script.retries());
    Spool spool = new Spool(folder.resolve(attempt.job().file()));
    Recital recital = narrator.begin(script.plan(), spool, NarrationListener.NONE);
    performances.add(new Performance(attempt, recital, spool));
  }

  @Override
  public boolean isIdle() {
    return performances.isEmpty();
  }

  @Override
  public void work(Settling settling) throws IOException {
    List<Recital> recitals = performances.stream().map(Performance::recital).toList();
    ensemble.perform(recitals, ensemble.fullGroup());
    for (Performance performance : List.copyOf(performances)) {
      if (performance.recital().ended()) {
        performances.remove(performance);
        try (Spool spool = performance.spool()) {
          settling.settle(
              performance.attempt(), outcome(performance.attempt(), spool, performance.recital()));
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      for (Performance performance : performances) {
        performance.spool().close();
      }
    } finally {
      if (bark != null) {
        bark.close();
      }
    }
  }

  private int ready() {
    int most = ensemble.fullGroup();
    return performances.stream().mapToInt(each -> each.recital().ready(most)).sum();
  }

  private Outcome outcome(Attempt attempt, Spool spool, Recital recital) throws IOException {
    if (recital.failure().isPresent()) {
      BarkException failure = recital.failure().get();
      LOG.debug("Item {} failed.", attempt.job().id(), failure);
      return new Outcome.Failed(
          FailureText.of(failure),
          failure instanceof InputException ? Optional.empty() : Optional.of(failure));
    }
    Script script = attempt.script();
    SoundReport report = new SoundReport();
    AudioWriter writer =
        audio
            .encoding(attempt.job().format())
            .writer(
                model.manifest().sampleRateHz(),
                SpeechTags.of(model, script.request(), script.speakers(), versions),
                report);
    Narration narration = recital.narration();
    return new Outcome.Spoken(
        out -> writer.stream(out, spool), narration, () -> report.with(narration.warnings()));
  }
}
