package org.barkdjl.takes;

import java.util.Arrays;
import java.util.Optional;
import org.barkdjl.audio.Spectrum;

/**
 * The colour of a voice: its mean level in bands of a third of an octave or so, over all that is
 * louder than pauses, without regard to loudness. It tells high voices from low and bright from
 * dull, not one speaker from another who sounds alike.
 *
 * @param levelsDb of the bands, from low to high; their mean is 0
 */
public record VoiceSpectrum(double[] levelsDb) {
  private static final int BANDS = 18;
  private static final double LOWEST_HZ = 100;
  private static final double HIGHEST_HZ = 7000;

  /** Less is in no voice, and only noise of the codec. */
  private static final double FLOOR = 1e-12;

  /** How far two voices are apart: the root of the mean square over the bands, in dB. */
  public double distanceDb(VoiceSpectrum other) {
    double sum = 0;
    for (int band = 0; band < BANDS; band++) {
      double difference = levelsDb[band] - other.levelsDb[band];
      sum += difference * difference;
    }
    return Math.sqrt(sum / BANDS);
  }

  /** Takes the frames that belong to it. */
  static final class Sum {
    private final Spectrum spectrum = new Spectrum(1024);
    private final int[] ends = new int[BANDS + 1];
    private final double[] powers = new double[BANDS];
    private boolean empty = true;

    Sum(int sampleRateHz) {
      for (int band = 0; band <= BANDS; band++) {
        double hertz = LOWEST_HZ * Math.pow(HIGHEST_HZ / LOWEST_HZ, (double) band / BANDS);
        int bin = (int) Math.round(hertz * spectrum.size() / sampleRateHz);
        // No band is without a bin, however narrow.
        ends[band] = band == 0 ? bin : Math.max(bin, ends[band - 1] + 1);
      }
    }

    void add(float[] frame) {
      double[] power = spectrum.power(frame, 0);
      for (int band = 0; band < BANDS; band++) {
        for (int bin = ends[band]; bin < Math.min(ends[band + 1], power.length); bin++) {
          powers[band] += power[bin];
        }
      }
      empty = false;
    }

    /** Empty if no frame was added. */
    Optional<VoiceSpectrum> mean() {
      if (empty) {
        return Optional.empty();
      }
      double[] levels = new double[BANDS];
      for (int band = 0; band < BANDS; band++) {
        levels[band] = 10 * Math.log10(Math.max(powers[band], FLOOR));
      }
      double mean = Arrays.stream(levels).average().orElseThrow();
      return Optional.of(
          new VoiceSpectrum(Arrays.stream(levels).map(level -> level - mean).toArray()));
    }
  }
}
