package org.barkdjl;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.barkdjl.voice.Voice;

/**
 * A finished generation. The arrays are the result's own; do not change them.
 *
 * @param samples mono audio, nominally -1 to 1 (peaks may exceed it): (n)
 * @param sampleRateHz samples a second
 * @param seed the seed used, if the numbers came from one
 * @param tokens what each stage made
 * @param timings what each stage took
 * @param cut whether the speech was cut at its limit instead of coming to its end
 * @param warnings sentences for the user, for example that the text was too long
 */
public record BarkResult(
    float[] samples,
    int sampleRateHz,
    OptionalLong seed,
    BarkTokens tokens,
    Map<Stage, StageTiming> timings,
    boolean cut,
    List<String> warnings) {
  /** The length of the audio. */
  public Duration duration() {
    return Duration.ofNanos(Math.round(samples.length * 1e9 / sampleRateHz));
  }

  /** Time spent over the length of the audio: below 1 is faster than speaking. */
  public double realTimeFactor() {
    Duration wall =
        timings.values().stream().map(StageTiming::wall).reduce(Duration.ZERO, Duration::plus);
    return (double) wall.toNanos() / Math.max(1, duration().toNanos());
  }

  /** This generation as a voice that others can go on with. */
  public Voice toVoice(String name) {
    return tokens.toVoice(name);
  }
}
