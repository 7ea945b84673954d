package org.barkdjl.narration;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barkdjl.BarkTokens;
import org.barkdjl.Stage;
import org.barkdjl.StageTiming;
import org.barkdjl.audio.AudioTags;
import org.barkdjl.voice.Voice;

/**
 * What was narrated; the audio itself went to the sink.
 *
 * @param pieces in order, one at least
 * @param duration length of the audio, pauses included
 * @param timings what each stage took for it, also for takes that were not used
 * @param seed seed of the first piece, from which the others' follow
 * @param voiceTokens those of the first piece that is long enough for a good voice
 * @param warnings sentences for the user
 * @param cut why it holds less than the plan, if so
 */
public record Narration(
    List<SpokenPiece> pieces,
    Duration duration,
    Map<Stage, StageTiming> timings,
    long seed,
    BarkTokens voiceTokens,
    List<String> warnings,
    Optional<Cut> cut) {
  /**
   * The early end of a narration.
   *
   * @param cause what ended it
   * @param pieces how many of the plan were spoken or left out
   */
  public record Cut(RuntimeException cause, int pieces) {}

  public Narration {
    pieces = List.copyOf(pieces);
    timings = Map.copyOf(timings);
    warnings = List.copyOf(warnings);
  }

  /** The same, as it ended early. */
  Narration cutBy(RuntimeException cause, int through) {
    return new Narration(
        pieces,
        duration,
        timings,
        seed,
        voiceTokens,
        warnings,
        Optional.of(new Cut(cause, through)));
  }

  /** Time spent generating. */
  public Duration work() {
    return timings.values().stream().map(StageTiming::wall).reduce(Duration.ZERO, Duration::plus);
  }

  /** Time spent over the length of the audio: below 1 is faster than speaking. */
  public double realTimeFactor() {
    return (double) work().toNanos() / Math.max(1, duration.toNanos());
  }

  /**
   * What was said as a voice that others can go on with.
   *
   * @throws org.barkdjl.error.InputException if too little was said for a voice
   */
  public Voice toVoice(String name) {
    return voiceTokens.toVoice(name);
  }

  /**
   * The same as a voice that says what made it.
   *
   * @param tags those of the audio
   * @throws org.barkdjl.error.InputException if too little was said for a voice
   */
  public Voice toVoice(String name, AudioTags tags) {
    return toVoice(name).withOrigin(tags.info().get("ICMT"));
  }
}
