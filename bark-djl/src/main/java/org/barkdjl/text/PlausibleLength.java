package org.barkdjl.text;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * How long the audio of a text may reasonably be. The bounds are wide: they are to find dropped
 * words, invented tails and silence, not slow speakers.
 *
 * @param shortest less has lost words
 * @param longest more holds what is not in the text
 */
public record PlausibleLength(Duration shortest, Duration longest) {
  private static final double SHORTEST_SHARE = 0.4;
  private static final double LONGEST_SHARE = 2;
  private static final double SONG_SHARE = 4;

  /** A single word may be drawn out, and begins and ends in silence. */
  private static final Duration SLACK = Duration.ofMillis(1_500);

  /** That of a text. */
  public static PlausibleLength of(String text) {
    Duration estimate = new SpeechLength(text).duration();
    double most = text.contains("♪") ? SONG_SHARE : LONGEST_SHARE;
    return new PlausibleLength(times(estimate, SHORTEST_SHARE), times(estimate, most).plus(SLACK));
  }

  /** For audio that is cut at a length, which then is no fault. */
  public PlausibleLength cutAt(Duration length) {
    Duration half = length.dividedBy(2);
    return new PlausibleLength(shortest.compareTo(half) < 0 ? shortest : half, longest);
  }

  /** Whether a length is within. */
  public boolean holds(Duration length) {
    return distance(length).isZero();
  }

  /** How far a length is outside. */
  public Duration distance(Duration length) {
    if (length.compareTo(longest) > 0) {
      return length.minus(longest);
    }
    return length.compareTo(shortest) < 0 ? shortest.minus(length) : Duration.ZERO;
  }

  /** A sentence for the user if a length is outside. */
  public Optional<String> doubtAbout(Duration length) {
    if (holds(length)) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "The audio is %.1f s long, where %s are plausible for the text: %s. Another seed may help.",
            length.toMillis() / 1e3,
            this,
            length.compareTo(shortest) < 0
                ? "words may be missing"
                : "it may hold what is not in the text"));
  }

  /** {@code 0.8 to 5.4 s}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%.1f to %.1f s", shortest.toMillis() / 1e3, longest.toMillis() / 1e3);
  }

  private static Duration times(Duration duration, double factor) {
    return Duration.ofNanos(Math.round(duration.toNanos() * factor));
  }
}
