package org.barkdjl.app;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.barkdjl.Bark;
import org.barkdjl.BarkListener;
import org.barkdjl.BarkOptions;
import org.barkdjl.BarkRequest;
import org.barkdjl.BarkResult;
import org.barkdjl.app.batch.Attempt;
import org.barkdjl.app.batch.Outcome;
import org.barkdjl.app.batch.Speaker;
import org.barkdjl.audio.AudioSource;
import org.barkdjl.audio.AudioTags;
import org.barkdjl.audio.AudioWriter;
import org.barkdjl.error.CancelledException;
import org.barkdjl.error.DeviceException;
import org.barkdjl.error.ModelException;
import org.barkdjl.model.ModelPackage;
import org.barkdjl.voice.Voice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes items with the engine, one after the other. */
final class EngineSpeaker implements Speaker, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EngineSpeaker.class);

  private final ModelPackage model;
  private final BarkOptions options;
  private final BatchAudio audio;
  private final BarkListener listener;
  private final String software;
  private Bark bark;

  EngineSpeaker(ModelPackage model, BarkOptions options, BatchAudio audio, BarkListener listener)
      throws IOException {
    this.model = model;
    this.options = options;
    this.audio = audio;
    this.listener = listener;
    software = "bark-djl " + Versions.read().bark();
  }

  /** Loads the model: before the first item, whose time it is not, and only if there is one. */
  void load() throws IOException {
    bark = Bark.open(model, options);
  }

  @Override
  public int width() {
    return 1;
  }

  @Override
  public List<Outcome> speak(List<Attempt> attempts) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Attempt attempt : attempts) {
      outcomes.add(outcome(attempt));
    }
    return outcomes;
  }

  @Override
  public void close() {
    if (bark != null) {
      bark.close();
    }
  }

  private Outcome outcome(Attempt attempt) {
    try {
      return speak(attempt);
    } catch (CancelledException | DeviceException | ModelException e) {
      throw e;
    } catch (RuntimeException | IOException e) {
      // One item must not cost a night's work, whatever is wrong with it.
      LOG.debug("Item {} failed.", attempt.job().id(), e);
      return new Outcome.Failed(FailureText.of(e));
    }
  }

  /** Speaks an item's whole text. */
  private Outcome.Spoken speak(Attempt attempt) throws IOException {
    BarkRequest request = attempt.request();
    BarkResult result = bark.generate(request, listener);
    AudioTags tags =
        new AudioTags(
            request.text(),
            request.voice().map(Voice::name).orElse(""),
            model.manifest().name(),
            attempt.seed(),
            software);
    SoundReport report = new SoundReport(listener::cancelled);
    AudioWriter writer =
        audio.encoding(attempt.job().format()).writer(result.sampleRateHz(), tags, report);
    AudioSource samples = AudioSource.of(result.samples());
    return new Outcome.Spoken(
        out -> writer.stream(out, samples),
        result.duration(),
        result.timings(),
        () -> report.with(result.warnings()));
  }
}
