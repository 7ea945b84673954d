package org.barkdjl.text;

import java.time.Duration;

/**
 * How long a text takes to speak, roughly: so much a character by its writing system, and pauses at
 * punctuation. Languages differ less than speakers do, so none need be known. Bark is no faster
 * than people: 15 letters, 4 to 5 ideographs or 5 to 6 Hangul syllables a second.
 */
public final class SpeechLength {
  private static final double LETTER = 1 / 16.0;
  private static final double DIGIT = 0.25;
  private static final double IDEOGRAPH = 1 / 4.8;
  private static final double KANA = 1 / 8.0;
  private static final double HANGUL = 1 / 6.0;
  private static final double SHORT_PAUSE = 0.15;
  private static final double LONG_PAUSE = 0.35;
  private static final String SHORT_PAUSES = ",;:–—、，；：";
  private static final String LONG_PAUSES = ".!?…。！？।؟";

  /** Below it there are letters only of writing systems that have a letter a sound. */
  private static final int FIRST_HANGUL = 0x1100;

  /** Seconds of what stands before each index: (n + 1). */
  private final double[] seconds;

  /** Code points before each index; a run of white space is one: (n + 1). */
  private final int[] points;

  /** Measures a text of any length. */
  public SpeechLength(String text) {
    seconds = new double[text.length() + 1];
    points = new int[text.length() + 1];
    boolean afterSpace = true;
    for (int at = 0; at < text.length(); at++) {
      int point = text.codePointAt(at);
      boolean space = TextNormalizer.isPythonSpace(point);
      boolean counts = !(space && afterSpace);
      afterSpace = space;
      seconds[at + 1] = seconds[at] + (counts ? seconds(point) : 0);
      points[at + 1] = points[at] + (counts ? 1 : 0);
      if (Character.isSupplementaryCodePoint(point)) {
        at++;
        seconds[at + 1] = seconds[at];
        points[at + 1] = points[at];
      }
    }
  }

  /** The whole text. */
  public Duration duration() {
    return Duration.ofNanos(Math.round(seconds[seconds.length - 1] * 1e9));
  }

  /** Seconds of a part. */
  double seconds(int start, int end) {
    return seconds[end] - seconds[start];
  }

  /** Code points of a part, which are at least as many as its tokens. */
  int codePoints(int start, int end) {
    return points[end] - points[start];
  }

  private static double seconds(int point) {
    if (Character.isDigit(point)) {
      return DIGIT;
    }
    if (Character.isLetter(point) && point < FIRST_HANGUL) {
      return LETTER; // most are, and to find a script takes long
    }
    if (SHORT_PAUSES.indexOf(point) >= 0) {
      return SHORT_PAUSE;
    }
    if (LONG_PAUSES.indexOf(point) >= 0) {
      return LONG_PAUSE;
    }
    return switch (Character.UnicodeScript.of(point)) {
      case HAN -> IDEOGRAPH;
      case HIRAGANA, KATAKANA -> KANA;
      case HANGUL -> HANGUL;
      default -> LETTER;
    };
  }
}
