package org.barkdjl.narration;

/** Takes the click out of a cut. */
final class Fade {
  /** 5 ms: too short to be heard as a change of loudness. */
  private static final double SECONDS = 0.005;

  private Fade() {}

  /** A copy that rises from silence and falls to it, along half a cosine each. */
  static float[] ends(float[] samples, int sampleRateHz) {
    float[] faded = samples.clone();
    int length = Math.min(samples.length / 2, (int) (SECONDS * sampleRateHz));
    for (int i = 0; i < length; i++) {
      float gain = (float) (0.5 - 0.5 * Math.cos(Math.PI * i / length));
      faded[i] *= gain;
      faded[faded.length - 1 - i] *= gain;
    }
    return faded;
  }
}
