package org.barkdjl.text;

import java.time.Duration;
import java.util.Optional;

/** A part of a {@link SpeechPlan}. */
public sealed interface SpeechPart {
  /**
   * Something to say at once.
   *
   * @param speaker who says it, in a dialogue
   * @param text what
   */
  record Piece(Optional<String> speaker, String text) implements SpeechPart {}

  /**
   * Silence.
   *
   * @param length how long
   */
  record Pause(Duration length) implements SpeechPart {}
}
