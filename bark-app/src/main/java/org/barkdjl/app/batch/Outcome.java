package org.barkdjl.app.batch;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.barkdjl.Stage;
import org.barkdjl.StageTiming;
import org.barkdjl.io.AtomicFile;

/** How an attempt ended. */
public sealed interface Outcome {
  /**
   * With audio.
   *
   * @param audio the content of the file
   * @param duration length of the audio
   * @param timings what each stage took
   * @param warnings sentences for the user, when the audio was written
   */
  record Spoken(
      AtomicFile.PatchedContent audio,
      Duration duration,
      Map<Stage, StageTiming> timings,
      Supplier<List<String>> warnings)
      implements Outcome {}

  /**
   * Without.
   *
   * @param error the reason, as a sentence
   */
  record Failed(String error) implements Outcome {}
}
