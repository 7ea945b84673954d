package org.barkdjl.text;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.barkdjl.error.InputException;

/**
 * Pauses that a text asks for: {@code [pause 1s]}, {@code [pause 0.5s]}, {@code [pause 250ms]}.
 *
 * @param before the text up to the tag
 * @param pause how long; empty at the end of the text
 */
record PauseTag(String before, Optional<Duration> pause) {
  /** Longer is a mistake, and would fill disks. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private static final Pattern TAG =
      Pattern.compile("\\[\\s*pause\\b([^\\[\\]\\n]{0,40})\\]", Pattern.CASE_INSENSITIVE);

  private static final Pattern LENGTH =
      Pattern.compile("\\s*([0-9]{1,6}(?:\\.[0-9]{1,3})?)\\s*(s|ms)\\s*", Pattern.CASE_INSENSITIVE);

  /**
   * Cuts a text at its tags.
   *
   * @throws InputException if a tag's length cannot be understood, or is above 5 minutes
   */
  static List<PauseTag> in(String text) {
    List<PauseTag> parts = new ArrayList<>();
    int start = 0;
    for (Matcher tag = TAG.matcher(text); tag.find(); start = tag.end()) {
      parts.add(new PauseTag(text.substring(start, tag.start()), Optional.of(length(tag))));
    }
    parts.add(new PauseTag(text.substring(start), Optional.empty()));
    return parts;
  }

  private static Duration length(Matcher tag) {
    Matcher length = LENGTH.matcher(tag.group(1));
    if (!length.matches()) {
      throw new InputException(
          "The pause " + tag.group() + " has no length: write [pause 1s] or [pause 250ms].");
    }
    int digits = length.group(2).equalsIgnoreCase("s") ? 9 : 6;
    Duration duration =
        Duration.ofNanos(new BigDecimal(length.group(1)).movePointRight(digits).longValueExact());
    if (duration.compareTo(LONGEST) > 0) {
      throw new InputException(
          "The pause " + tag.group() + " is longer than " + LONGEST.toMinutes() + " minutes.");
    }
    return duration;
  }
}
