package org.barkdjl.app.batch;

import java.util.Optional;
import org.barkdjl.error.BarkException;
import org.barkdjl.io.AtomicFile;
import org.barkdjl.longform.Narration;

/** How an attempt ended. */
public sealed interface Outcome {
  /**
   * With audio.
   *
   * @param wav writes the file
   * @param narration what was spoken
   */
  record Spoken(AtomicFile.Content wav, Narration narration) implements Outcome {}

  /**
   * Without.
   *
   * @param error the reason, as a sentence
   * @param engine what failed, if it was the engine and not the item that was wrong
   */
  record Failed(String error, Optional<BarkException> engine) implements Outcome {}
}
