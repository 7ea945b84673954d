package org.barkdjl.longform;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.barkdjl.BarkResult;
import org.barkdjl.error.InputException;
import org.barkdjl.voice.Voice;

/** Who speaks with which voice: given ones, and for the others what they began with. */
final class Cast {
  /** A shorter voice is exchanged for that of the piece which went on with it. */
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(3);

  private final Map<String, Voice> given;
  private final Optional<Voice> usual;
  private final Map<Optional<String>, Voice> heard = new HashMap<>();

  Cast(Map<String, Voice> given, Optional<Voice> usual) {
    this.given = given;
    this.usual = usual;
  }

  /** The voice to speak with next; empty: the model chooses. */
  Optional<Voice> voice(Optional<String> speaker) {
    return given(speaker).or(() -> Optional.ofNullable(heard.get(speaker)));
  }

  /** The speaker has said something. */
  void heard(Optional<String> speaker, BarkResult result) {
    Voice before = heard.get(speaker);
    if (given(speaker).isPresent() || (before != null && isLongEnough(before.duration()))) {
      return;
    }
    if (before == null || result.duration().compareTo(before.duration()) > 0) {
      voiceOf(result).ifPresent(voice -> heard.put(speaker, voice));
    }
  }

  static boolean isLongEnough(Duration speech) {
    return speech.compareTo(LONG_ENOUGH) >= 0;
  }

  private Optional<Voice> given(Optional<String> speaker) {
    return speaker.map(given::get).or(() -> usual);
  }

  private static Optional<Voice> voiceOf(BarkResult result) {
    try {
      return Optional.of(result.toVoice("the first piece"));
    } catch (InputException e) {
      return Optional.empty(); // too short to be one; the next piece may do
    }
  }
}
