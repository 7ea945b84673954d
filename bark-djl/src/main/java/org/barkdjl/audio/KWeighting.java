package org.barkdjl.audio;

/**
 * The filter under which loudness is measured: a shelf for the effect of the head, and a high-pass.
 * The standard gives coefficients for 48 kHz; these come from the analogue filters behind them, and
 * are the same there.
 *
 * @see <a href="https://www.itu.int/rec/R-REC-BS.1770">ITU-R BS.1770-4, annex 1</a>
 */
final class KWeighting {
  private static final double SHELF_HZ = 1681.974450955533;
  private static final double SHELF_GAIN_DB = 3.999843853973347;
  private static final double SHELF_Q = 0.7071752369554196;
  private static final double SHELF_BAND_EXPONENT = 0.4996667741545416;
  private static final double HIGH_PASS_HZ = 38.13547087602444;
  private static final double HIGH_PASS_Q = 0.5003270373238773;

  private final Biquad shelf;
  private final Biquad highPass;

  KWeighting(int sampleRateHz) {
    shelf = shelf(Math.tan(Math.PI * SHELF_HZ / sampleRateHz));
    highPass = highPass(Math.tan(Math.PI * HIGH_PASS_HZ / sampleRateHz));
  }

  /** The next sample, filtered. */
  double next(double sample) {
    return highPass.next(shelf.next(sample));
  }

  private static Biquad shelf(double k) {
    double high = Math.pow(10, SHELF_GAIN_DB / 20);
    double band = Math.pow(high, SHELF_BAND_EXPONENT);
    double a0 = 1 + k / SHELF_Q + k * k;
    return new Biquad(
        (high + band * k / SHELF_Q + k * k) / a0,
        2 * (k * k - high) / a0,
        (high - band * k / SHELF_Q + k * k) / a0,
        2 * (k * k - 1) / a0,
        (1 - k / SHELF_Q + k * k) / a0);
  }

  private static Biquad highPass(double k) {
    double a0 = 1 + k / HIGH_PASS_Q + k * k;
    return new Biquad(1, -2, 1, 2 * (k * k - 1) / a0, (1 - k / HIGH_PASS_Q + k * k) / a0);
  }

  /** A second-order section: {@code y = b0 x + b1 x' + b2 x'' - a1 y' - a2 y''}. */
  private static final class Biquad {
    private final double b0;
    private final double b1;
    private final double b2;
    private final double a1;
    private final double a2;
    private double first;
    private double second;

    Biquad(double b0, double b1, double b2, double a1, double a2) {
      this.b0 = b0;
      this.b1 = b1;
      this.b2 = b2;
      this.a1 = a1;
      this.a2 = a2;
    }

    double next(double x) {
      double y = b0 * x + first;
      first = b1 * x - a1 * y + second;
      second = b2 * x - a2 * y;
      return y;
    }
  }
}
