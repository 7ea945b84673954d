package org.barkdjl.takes;

/** Tells whether a frame repeats itself, as vowels do and noise does not. */
final class Voicing {
  /** The pitch of men, women, children, and of some singing. */
  private static final int LOWEST_HZ = 60;

  private static final int HIGHEST_HZ = 500;

  /** So alike are two periods of a voice, from -1 to 1. Noise of several colours stays below. */
  private static final double ALIKE = 0.5;

  private final int shortest;
  private final int longest;

  Voicing(int sampleRateHz) {
    shortest = sampleRateHz / HIGHEST_HZ;
    longest = sampleRateHz / LOWEST_HZ;
  }

  /**
   * Whether there is a lag at which the frame is like itself.
   *
   * @param frame longer than two periods
   */
  boolean isVoiced(float[] frame) {
    float[] changes = new float[frame.length];
    // Low rumble is like itself at any lag: differences of samples let it weigh less.
    for (int i = 1; i < frame.length; i++) {
      changes[i] = frame[i] - 0.95f * frame[i - 1];
    }
    for (int lag = shortest; lag <= Math.min(longest, frame.length / 2); lag++) {
      if (likeness(frame, lag) > ALIKE && likeness(changes, lag) > ALIKE / 2) {
        return true;
      }
    }
    return false;
  }

  private static double likeness(float[] frame, int lag) {
    double product = 0;
    double before = 0;
    double after = 0;
    for (int i = lag; i < frame.length; i++) {
      product += frame[i] * frame[i - lag];
      before += frame[i - lag] * frame[i - lag];
      after += frame[i] * frame[i];
    }
    double power = Math.sqrt(before * after);
    return power > 0 ? product / power : 0;
  }
}
