package org.barkdjl.audio;

/**
 * The power of frequencies in frames of samples, by a fast Fourier transform of the frame under a
 * Hann window. Not for several threads.
 */
public final class Spectrum {
  private final int size;
  private final float[] window;
  private final double[] cosines;
  private final double[] sines;
  private final double[] real;
  private final double[] imaginary;

  /**
   * @param size samples of a frame; a power of two
   */
  public Spectrum(int size) {
    if (size < 2 || Integer.bitCount(size) != 1) {
      throw new IllegalArgumentException("size must be a power of two, not " + size);
    }
    this.size = size;
    window = new float[size];
    cosines = new double[size / 2];
    sines = new double[size / 2];
    real = new double[size];
    imaginary = new double[size];
    for (int i = 0; i < size; i++) {
      window[i] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * i / size));
    }
    for (int i = 0; i < size / 2; i++) {
      cosines[i] = Math.cos(2 * Math.PI * i / size);
      sines[i] = -Math.sin(2 * Math.PI * i / size);
    }
  }

  /** How many samples a frame has. */
  public int size() {
    return size;
  }

  /**
   * The power of each frequency from 0 to half the sample rate: (size / 2 + 1). A sine of full
   * scale has 0.25 at its own.
   *
   * @param start where the frame begins; what lies outside of the samples is silence
   */
  public double[] power(float[] samples, int start) {
    int shift = Integer.numberOfLeadingZeros(size) + 1;
    for (int i = 0; i < size; i++) {
      int at = start + i;
      boolean inside = at >= 0 && at < samples.length;
      int reversed = Integer.reverse(i) >>> shift;
      real[reversed] = inside ? samples[at] * window[i] : 0;
      imaginary[reversed] = 0;
    }
    for (int half = 1; half < size; half *= 2) {
      combine(half);
    }
    double[] power = new double[size / 2 + 1];
    double scale = 4.0 / ((double) size * size); // the window's mean is a half
    for (int i = 0; i < power.length; i++) {
      power[i] = scale * (real[i] * real[i] + imaginary[i] * imaginary[i]);
    }
    return power;
  }

  /** Joins transforms of {@code half} values two by two. */
  private void combine(int half) {
    int step = size / (2 * half);
    for (int block = 0; block < size; block += 2 * half) {
      for (int i = 0; i < half; i++) {
        int low = block + i;
        int high = low + half;
        double cosine = cosines[i * step];
        double sine = sines[i * step];
        double re = real[high] * cosine - imaginary[high] * sine;
        double im = real[high] * sine + imaginary[high] * cosine;
        real[high] = real[low] - re;
        imaginary[high] = imaginary[low] - im;
        real[low] += re;
        imaginary[low] += im;
      }
    }
  }
}
