package org.barkdjl.audio;

/**
 * The impulse response of a low-pass filter: a sinc under a Kaiser window, tabulated so finely that
 * lines between its entries are 130 dB from it. In units of the sampling interval: frequency 1 is
 * its Nyquist frequency.
 *
 * @see <a href="https://ccrma.stanford.edu/~jos/resample/">J. O. Smith, Digital Audio
 *     Resampling</a>
 * @see <a href="https://ccrma.stanford.edu/~jos/sasp/Kaiser_Window.html">J. O. Smith, Spectral
 *     Audio Signal Processing: the Kaiser window</a>
 */
final class SincTable {
  /** Half way between where it is to be flat, 0.9, and where it is to have stopped all, 1. */
  private static final double CUTOFF = 0.95;

  private static final double STOPBAND_DB = 110;

  /** Kaiser's formula for such an attenuation. */
  private static final double BETA = 0.1102 * (STOPBAND_DB - 8.7);

  /** From its middle to its end: Kaiser's formula for that band, {@code (A - 8) / 4.57 / width}. */
  static final int REACH = (int) Math.ceil((STOPBAND_DB - 8) / (4.57 * 2 * (1 - CUTOFF) * Math.PI));

  private static final int STEPS = 2_048;

  private final double[] table = new double[REACH * STEPS + 2];

  SincTable() {
    for (int i = 0; i <= REACH * STEPS; i++) {
      double time = (double) i / STEPS;
      double edge = time / REACH;
      table[i] = sinc(time) * bessel(BETA * Math.sqrt(1 - edge * edge)) / bessel(BETA);
    }
  }

  /** Its value; even, so that only times from 0 are asked for; 0 beyond its reach. */
  double at(double time) {
    double place = time * STEPS;
    int index = (int) place;
    if (index >= table.length - 1) {
      return 0;
    }
    return table[index] + (place - index) * (table[index + 1] - table[index]);
  }

  private static double sinc(double time) {
    double angle = Math.PI * CUTOFF * time;
    return angle == 0 ? CUTOFF : CUTOFF * Math.sin(angle) / angle;
  }

  /** The modified Bessel function of the first kind and order 0, by its power series. */
  private static double bessel(double x) {
    double sum = 1;
    double term = 1;
    for (int k = 1; term > sum * 1e-17; k++) {
      term *= (x / 2 / k) * (x / 2 / k);
      sum += term;
    }
    return sum;
  }
}
