package org.barkdjl.app.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.barkdjl.Stage;
import org.barkdjl.StageTiming;
import org.barkdjl.app.cli.FailureText;
import org.barkdjl.error.InputException;
import org.barkdjl.io.AtomicFile;
import org.barkdjl.io.Sha256;
import org.barkdjl.narration.Narration;
import org.barkdjl.takes.SpeechMeasures;
import org.barkdjl.voice.Voice;

/** Writes the audio of items, and says as a result what came of each. */
final class ItemFiles {
  private final Path folder;

  ItemFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes the file of an attempt that went well, whole or not at all. Audio that its format cannot
   * hold makes a failed item.
   *
   * @throws IOException if it cannot be written, nor then could others
   */
  Result keep(Attempt attempt, Outcome outcome) throws IOException {
    if (outcome instanceof Outcome.Failed failed) {
      return failed(attempt, failed.error());
    }
    try {
      return keep(attempt, (Outcome.Spoken) outcome);
    } catch (InputException e) {
      return failed(attempt, FailureText.of(e));
    }
  }

  private static Result failed(Attempt attempt, String error) {
    Item.Job job = attempt.job();
    return new Result(
        key(job),
        Result.Status.FAILED,
        null,
        tries(attempt),
        Result.Sound.NONE,
        error,
        job.fingerprint());
  }

  private Result keep(Attempt attempt, Outcome.Spoken spoken) throws IOException {
    Item.Job job = attempt.job();
    Path file = folder.resolve(job.file());
    Narration narration = spoken.narration();
    int pieces = narration.pieces().size();
    AtomicFile.writePatched(file, OutputFolder.unfinished(), spoken.audio());
    if (spoken.voice().isPresent()) {
      spoken.voice().get().save(voiceFile(file));
    }
    Result.Sound sound =
        new Result.Sound(
            Files.size(file),
            Sha256.of(file),
            narration.duration().toMillis() / 1e3,
            pieces > 1 ? pieces : null,
            timings(narration.timings()),
            spoken.measures().map(ItemFiles::byId).orElse(null),
            spoken.measures().map(measures -> rounded(measures.points())).orElse(null),
            spoken.warnings().get());
    return new Result(
        key(job), Result.Status.OK, job.file(), tries(attempt), sound, null, job.fingerprint());
  }

  /** Where the voice of a sound file is kept: beside it, with another ending. */
  static Path voiceFile(Path audio) {
    String name = audio.getFileName().toString();
    return audio.resolveSibling(name.replaceFirst("\\.[^.]*$", "") + Voice.SUFFIX);
  }

  /** The result of an item that could not be understood. */
  static Result bad(Item.Bad item) {
    return new Result(
        new Result.Key(item.id(), item.index(), item.line(), null, null),
        Result.Status.FAILED,
        null,
        new Result.Tries(null, null),
        Result.Sound.NONE,
        item.problem(),
        null);
  }

  private static Result.Key key(Item.Job job) {
    Integer take = job.take() == 0 ? null : job.take();
    return new Result.Key(job.id(), job.index(), job.line(), take, null);
  }

  private static Result.Tries tries(Attempt attempt) {
    return new Result.Tries(attempt.seed(), attempt.number());
  }

  private static Map<String, Double> byId(SpeechMeasures measures) {
    Map<String, Double> values = new LinkedHashMap<>();
    measures.values().forEach((measure, value) -> values.put(measure.id(), rounded(value)));
    return values;
  }

  private static double rounded(double value) {
    return Math.round(value * 1e3) / 1e3;
  }

  private static Map<String, Result.Timing> timings(Map<Stage, StageTiming> timings) {
    Map<Stage, StageTiming> ordered = new TreeMap<>(timings);
    Map<String, Result.Timing> named = new LinkedHashMap<>();
    ordered.forEach(
        (stage, timing) ->
            named.put(
                stage.name().toLowerCase(Locale.ROOT),
                new Result.Timing(timing.steps(), timing.wall().toMillis() / 1e3)));
    return named;
  }
}
