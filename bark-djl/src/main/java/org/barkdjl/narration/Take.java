package org.barkdjl.narration;

import java.time.Duration;
import java.util.Arrays;
import org.barkdjl.BarkResult;

/**
 * A piece as it came out with a seed.
 *
 * @param seed the seed
 * @param result all of it
 * @param samples its audio, perhaps without silence at the end
 */
record Take(long seed, BarkResult result, float[] samples) {
  /** -50 dB of full scale, below the noise of the codec. */
  private static final float SILENCE = 0.003f;

  /** What is left of the silence, for words to fade out. */
  private static final double KEPT_SECONDS = 0.15;

  static Take of(long seed, BarkResult result) {
    return new Take(seed, result, result.samples());
  }

  Duration duration() {
    return Duration.ofNanos(Math.round(samples.length * 1e9 / result.sampleRateHz()));
  }

  Take withoutTrailingSilence() {
    int end = samples.length;
    while (end > 0 && Math.abs(samples[end - 1]) < SILENCE) {
      end--;
    }
    int kept = Math.min(samples.length, end + (int) (KEPT_SECONDS * result.sampleRateHz()));
    return new Take(seed, result, Arrays.copyOf(samples, kept));
  }
}
