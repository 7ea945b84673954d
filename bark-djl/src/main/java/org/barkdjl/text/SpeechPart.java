package org.barkdjl.text;

import java.time.Duration;
import java.util.Optional;

/** A part of a {@link SpeechPlan}. */
public sealed interface SpeechPart {
  /**
   * Something to say at once.
   *
   * @param speaker who says it, in a dialogue
   * @param text what the model is to say
   * @param written how that is written, for people to read
   */
  record Piece(Optional<String> speaker, String text, String written) implements SpeechPart {
    /** Something that is said as it is written. */
    public Piece(Optional<String> speaker, String text) {
      this(speaker, text, text);
    }
  }

  /**
   * Silence.
   *
   * @param length how long
   */
  record Pause(Duration length) implements SpeechPart {}
}
