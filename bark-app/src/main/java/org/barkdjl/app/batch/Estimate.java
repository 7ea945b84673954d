package org.barkdjl.app.batch;

import java.time.Duration;
import org.barkdjl.BarkRequest;

/** Guesses how long a text is when it is spoken. */
public final class Estimate {
  /** Of English read aloud. */
  private static final double CHARACTERS_PER_SECOND = 14;

  /** Of Chinese and Japanese, whose characters are syllables or more. */
  private static final double IDEOGRAPHS_PER_SECOND = 4.5;

  private static final double LEAST_SECONDS = 0.5;

  /** What the model can make at once. */
  private static final double MOST_SECONDS = 15;

  private Estimate() {}

  /** Seconds of audio. */
  public static double audioSeconds(BarkRequest request) {
    long ideographs = request.text().codePoints().filter(Character::isIdeographic).count();
    double seconds =
        ideographs / IDEOGRAPHS_PER_SECOND
            + (request.text().length() - ideographs) / CHARACTERS_PER_SECOND;
    double most =
        request
            .semantic()
            .maxDuration()
            .map(Duration::toMillis)
            .map(ms -> ms / 1e3)
            .orElse(MOST_SECONDS);
    return Math.min(most, Math.max(LEAST_SECONDS, seconds));
  }
}
