package org.barkdjl.app.batch;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.barkdjl.error.BarkException;
import org.barkdjl.io.AtomicFile;
import org.barkdjl.narration.Narration;
import org.barkdjl.takes.SpeechMeasures;
import org.barkdjl.voice.Voice;

/** How an attempt ended. */
public sealed interface Outcome {
  /**
   * With audio.
   *
   * @param audio the content of the file
   * @param narration what was spoken
   * @param warnings sentences for the user, when the audio was written
   * @param voice what was said as a voice, if that is to be kept
   * @param measures what was measured of it, if that was wanted
   */
  record Spoken(
      AtomicFile.PatchedContent audio,
      Narration narration,
      Supplier<List<String>> warnings,
      Optional<Voice> voice,
      Optional<SpeechMeasures> measures)
      implements Outcome {}

  /**
   * Without.
   *
   * @param error the reason, as a sentence
   * @param engine what failed, if it was the engine and not the item that was wrong
   */
  record Failed(String error, Optional<BarkException> engine) implements Outcome {}
}
