package org.barkdjl.narration;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.barkdjl.BarkTokens;
import org.barkdjl.Stage;
import org.barkdjl.StageTiming;
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
 */
public record Narration(
    List<SpokenPiece> pieces,
    Duration duration,
    Map<Stage, StageTiming> timings,
    long seed,
    BarkTokens voiceTokens,
    List<String> warnings) {
  public Narration {
    pieces = List.copyOf(pieces);
    timings = Map.copyOf(timings);
    warnings = List.copyOf(warnings);
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
    return new Voice(name, voiceTokens.semantic(), voiceTokens.coarse(), voiceTokens.fine());
  }
}
