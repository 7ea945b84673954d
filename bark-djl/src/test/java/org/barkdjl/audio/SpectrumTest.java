package org.barkdjl.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpectrumTest {
  private static final int SIZE = 64;

  @Test
  void aSineIsFoundAtItsFrequency() {
    float[] sine = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      sine[i] = (float) Math.sin(2 * Math.PI * 10 * i / SIZE);
    }
    double[] power = new Spectrum(SIZE).power(sine, 0);

    assertEquals(SIZE / 2 + 1, power.length);
    assertEquals(0.25, power[10], 1e-6);
    for (int bin = 0; bin < power.length; bin++) {
      assertTrue(Math.abs(bin - 10) < 2 || power[bin] < 1e-12, "bin " + bin);
    }
  }

  /** Against the definition. */
  @Test
  void noiseHasTheTransformOfTheDefinition() {
    Random random = new Random(2);
    float[] noise = new float[2 * SIZE];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) random.nextGaussian();
    }
    int start = noise.length - SIZE / 2; // half of it lies outside
    double[] power = new Spectrum(SIZE).power(noise, start);
    for (int bin = 0; bin < power.length; bin++) {
      double real = 0;
      double imaginary = 0;
      for (int i = 0; i < SIZE / 2; i++) {
        double sample = noise[start + i] * (0.5 - 0.5 * Math.cos(2 * Math.PI * i / SIZE));
        real += sample * Math.cos(2 * Math.PI * bin * i / SIZE);
        imaginary -= sample * Math.sin(2 * Math.PI * bin * i / SIZE);
      }
      double expected = 4 * (real * real + imaginary * imaginary) / (SIZE * SIZE);
      assertEquals(expected, power[bin], 1e-5, "bin " + bin);
    }
  }

  @Test
  void silenceHasNoPowerAndSizesArePowersOfTwo() {
    assertEquals(0, Arrays.stream(new Spectrum(SIZE).power(new float[0], -5)).sum());
    assertThrows(IllegalArgumentException.class, () -> new Spectrum(1000));
  }
}
