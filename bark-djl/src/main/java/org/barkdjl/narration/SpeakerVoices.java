package org.barkdjl.narration;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.barkdjl.BarkResult;
import org.barkdjl.error.InputException;
import org.barkdjl.voice.Voice;

/** Who speaks with which voice: given ones, and for the others what they began with. */
final class SpeakerVoices {
  /** A shorter voice is exchanged for that of the piece which went on with it. */
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(3);

  /** Who never says so much at once has the best voice of this many pieces. */
  private static final int TRIES = 3;

  private final Map<String, Voice> given;
  private final Optional<Voice> usual;
  private final Map<Optional<String>, Voice> heard = new HashMap<>();
  private final Map<Optional<String>, Integer> tries = new HashMap<>();

  SpeakerVoices(Map<String, Voice> given, Optional<Voice> usual) {
    this.given = given;
    this.usual = usual;
  }

  /** The voice to speak with next; empty: the model chooses. */
  Optional<Voice> voice(Optional<String> speaker) {
    return given(speaker).or(() -> Optional.ofNullable(heard.get(speaker)));
  }

  /** Whether that is the voice of all that the speaker says from here on. */
  boolean isSettled(Optional<String> speaker) {
    Voice voice = heard.get(speaker);
    return given(speaker).isPresent()
        || (voice != null && (isLongEnough(voice) || tries.get(speaker) >= TRIES));
  }

  /** The speaker has said something. */
  void heard(Optional<String> speaker, BarkResult result) {
    if (isSettled(speaker)) {
      return;
    }
    tries.merge(speaker, 1, Integer::sum);
    Voice before = heard.get(speaker);
    if (before == null || result.duration().compareTo(before.duration()) > 0) {
      voiceOf(result).ifPresent(voice -> heard.put(speaker, voice));
    }
  }

  /** Whether a later result would be a better voice than an earlier one. */
  static boolean isBetter(BarkResult later, BarkResult earlier) {
    return earlier.duration().compareTo(LONG_ENOUGH) < 0
        && later.duration().compareTo(earlier.duration()) > 0;
  }

  private static boolean isLongEnough(Voice voice) {
    return voice.duration().compareTo(LONG_ENOUGH) >= 0;
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
