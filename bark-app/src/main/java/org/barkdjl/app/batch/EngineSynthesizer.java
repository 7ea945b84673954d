package org.barkdjl.app.batch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.barkdjl.Bark;
import org.barkdjl.BarkListener;
import org.barkdjl.BarkOptions;
import org.barkdjl.Priority;
import org.barkdjl.app.cli.FailureText;
import org.barkdjl.app.cli.NarrationGroup;
import org.barkdjl.app.cli.SoundReport;
import org.barkdjl.app.cli.Versions;
import org.barkdjl.audio.AudioSpool;
import org.barkdjl.audio.AudioTags;
import org.barkdjl.audio.AudioWriter;
import org.barkdjl.error.BarkException;
import org.barkdjl.error.InputException;
import org.barkdjl.model.ModelPackage;
import org.barkdjl.narration.Narration;
import org.barkdjl.narration.NarrationState;
import org.barkdjl.voice.Voice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes items with the engine: the pieces of several in one group. */
final class EngineSynthesizer implements Synthesizer, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EngineSynthesizer.class);

  private final ModelPackage model;
  private final BarkOptions options;
  private final Path folder;
  private final BatchAudio audio;
  private final boolean measured;
  private final boolean voices;
  private final IntConsumer loaded;
  private final BarkListener listener;
  private final Versions versions;
  private Bark bark;
  private NarrationGroup<Attempt> group;

  /**
   * @param folder where the audio will go
   * @param audio as what kinds of files
   * @param measured whether the audio is measured
   * @param voices whether what was said is wanted as a voice
   * @param loaded told once how many pieces are decoded together
   * @param listener may cancel
   */
  EngineSynthesizer(
      ModelPackage model,
      BarkOptions options,
      Path folder,
      BatchAudio audio,
      boolean measured,
      boolean voices,
      IntConsumer loaded,
      BarkListener listener)
      throws IOException {
    this.model = model;
    this.options = options;
    this.folder = folder;
    this.audio = audio;
    this.measured = measured;
    this.voices = voices;
    this.loaded = loaded;
    this.listener = listener;
    versions = Versions.read();
  }

  @Override
  public boolean hasRoom() {
    return isIdle() || group.hasRoom();
  }

  /** The first loads the model: outside of its work, whose time is measured. */
  @Override
  public void begin(Attempt attempt) throws IOException {
    if (bark == null) {
      bark = Bark.open(model, options);
      group = new NarrationGroup<>(bark, listener, Priority.BATCH, measured);
      loaded.accept(bark.rows());
    }
    group.begin(attempt, attempt.speech().request(), folder.resolve(attempt.job().file()));
  }

  @Override
  public boolean isIdle() {
    return group == null || group.isEmpty();
  }

  @Override
  public void work(Settling settling) throws IOException {
    group.work(
        ended -> {
          try (AudioSpool spool = ended.audio()) {
            settling.settle(ended.of(), outcome(ended, spool));
          }
        });
  }

  @Override
  public void close() throws IOException {
    try {
      if (group != null) {
        group.close();
      }
    } finally {
      if (bark != null) {
        bark.close();
      }
    }
  }

  private Outcome outcome(NarrationGroup.Member<Attempt> ended, AudioSpool spool)
      throws IOException {
    Attempt attempt = ended.of();
    NarrationState state = ended.state();
    if (state.failure().isPresent()) {
      BarkException failure = state.failure().get();
      LOG.debug("Item {} failed.", attempt.job().id(), failure);
      return new Outcome.Failed(
          FailureText.of(failure),
          failure instanceof InputException ? Optional.empty() : Optional.of(failure));
    }
    SpeechJob speech = attempt.speech();
    SoundReport report = new SoundReport();
    AudioTags tags =
        speech.request().tags(speech.text(), model.manifest().name(), versions.software());
    AudioWriter writer =
        audio
            .encoding(attempt.job().format())
            .writer(model.manifest().sampleRateHz(), tags, report);
    Narration narration = state.narration();
    Optional<Voice> voice = Optional.empty();
    if (voices) {
      try {
        voice = Optional.of(narration.toVoice(attempt.job().id(), tags));
      } catch (InputException e) {
        report.warning(FailureText.of(e));
      }
    }
    return new Outcome.Spoken(
        out -> writer.stream(out, spool),
        narration,
        () -> report.with(narration.warnings()),
        voice,
        ended.measures());
  }
}
