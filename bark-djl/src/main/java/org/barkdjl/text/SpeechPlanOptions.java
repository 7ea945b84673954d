package org.barkdjl.text;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.barkdjl.spelling.Spelling;

/**
 * How to divide a text of any length.
 *
 * @param language whose abbreviations and words are known
 * @param longestPiece how long a piece may take to speak, as estimated; Bark ends after 15 s
 * @param pause silence between pieces
 * @param speakers names of a dialogue's speakers; empty: the text is no dialogue
 * @param spelling how what is written is said
 */
public record SpeechPlanOptions(
    Locale language,
    Duration longestPiece,
    Duration pause,
    Optional<Set<String>> speakers,
    Spelling spelling) {
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /**
   * English, whose rules are the general ones and some abbreviations; 12 s, which leaves room for
   * slow voices; 0.25 s as Suno's example for long texts has it.
   */
  public static final SpeechPlanOptions DEFAULT =
      new SpeechPlanOptions(
          Locale.ENGLISH,
          Duration.ofSeconds(12),
          Duration.ofMillis(250),
          Optional.empty(),
          Spelling.NONE);

  public SpeechPlanOptions {
    if (longestPiece.compareTo(TextSplitter.SHORTEST_LIMIT) < 0) {
      throw new IllegalArgumentException("a piece must be allowed 1 s or more");
    }
    if (pause.isNegative() || pause.compareTo(LONGEST_PAUSE) > 0) {
      throw new IllegalArgumentException("a pause must be 0 s to 60 s");
    }
    speakers = speakers.map(Set::copyOf);
  }

  public SpeechPlanOptions withLanguage(Locale value) {
    return new SpeechPlanOptions(value, longestPiece, pause, speakers, spelling);
  }

  public SpeechPlanOptions withLongestPiece(Duration value) {
    return new SpeechPlanOptions(language, value, pause, speakers, spelling);
  }

  public SpeechPlanOptions withPause(Duration value) {
    return new SpeechPlanOptions(language, longestPiece, value, speakers, spelling);
  }

  public SpeechPlanOptions withSpeakers(Set<String> value) {
    return new SpeechPlanOptions(language, longestPiece, pause, Optional.of(value), spelling);
  }

  public SpeechPlanOptions withSpelling(Spelling value) {
    return new SpeechPlanOptions(language, longestPiece, pause, speakers, value);
  }
}
