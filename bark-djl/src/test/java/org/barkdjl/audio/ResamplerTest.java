package org.barkdjl.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResamplerTest {
  private static final int FROM = 24_000;

  @ParameterizedTest
  @ValueSource(ints = {8_000, 11_025, 16_000, 23_999, 44_100, 48_000, 192_000})
  void sinesKeepFrequencyLevelAndTime(int to) throws IOException {
    double nyquist = Math.min(FROM, to) / 2.0;
    for (double share : new double[] {0.01, 0.3, 0.6, 0.89}) {
      float[] out = resample(sine(share * nyquist, FROM, FROM / 5), to, 5_000);
      float[] ideal = sine(share * nyquist, to, out.length);

      // The ends are rounded, as silence surrounds the sine. Images would be seen here, too.
      double error = 0;
      for (int i = out.length / 4; i < out.length * 3 / 4; i++) {
        error = Math.max(error, Math.abs(out[i] - ideal[i]));
      }
      assertTrue(decibels(error) < -95, share + " of Nyquist: " + decibels(error) + " dB");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8_000, 11_025, 16_000})
  void whatTheLowerRateCannotHoldIsGone(int to) throws IOException {
    for (double frequency = to / 2.0; frequency < FROM / 2.0; frequency += 430) {
      float[] out = resample(sine(frequency, FROM, FROM / 5), to, 5_000);

      double loudest = 0;
      for (int i = out.length / 4; i < out.length * 3 / 4; i++) {
        loudest = Math.max(loudest, Math.abs(out[i]));
      }
      assertTrue(decibels(loudest) < -95, frequency + " Hz: " + decibels(loudest) + " dB");
    }
  }

  @Test
  void anImpulseStaysWhereItIs() throws IOException {
    float[] impulse = new float[2_000];
    impulse[1_000] = 1;
    float[] up = resample(impulse, 48_000, 700);
    float[] down = resample(impulse, 8_000, 700);

    assertEquals(2_000, loudest(up));
    assertEquals(333, loudest(down));
    for (int i = 1; i < 100; i++) {
      assertEquals(up[2_000 - i], up[2_000 + i], 1e-9f);
    }
  }

  @Test
  void theLengthIsThatOfTheTime() throws IOException {
    for (int to : new int[] {8_000, 11_025, 44_100, 191_999}) {
      for (int length : new int[] {0, 1, 2, 3, 7, 100, 12_345}) {
        long expected = Math.round((double) length * to / FROM);
        assertEquals(expected, resample(new float[length], to, 64).length, length + " to " + to);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8_000, 44_100})
  void blocksOfAnySizeGiveTheSameBits(int to) throws IOException {
    float[] noise = noise(6_000);
    float[] whole = resample(noise, to, noise.length);

    for (int block : new int[] {1, 7, 480, 4_096}) {
      assertArrayEquals(whole, resample(noise, to, block), 0f);
    }
  }

  @Test
  void anAnnouncedLengthIsAnnouncedAtTheNewRate() throws IOException {
    long[] announced = {-1};
    AudioSink sink =
        new AudioSink() {
          @Override
          public void expect(long samples) {
            announced[0] = samples;
          }

          @Override
          public void write(float[] samples) {}
        };
    Resampler.resampled(AudioSource.of(new float[100]), FROM, 44_100).writeTo(sink);
    assertEquals(184, announced[0]);
  }

  private static float[] resample(float[] samples, int to, int block) throws IOException {
    Samples result = new Samples();
    Resampler.resampled(
            sink -> {
              for (int at = 0; at < samples.length; at += block) {
                sink.write(Arrays.copyOfRange(samples, at, Math.min(samples.length, at + block)));
              }
            },
            FROM,
            to)
        .writeTo(result);
    return result.all();
  }

  private static float[] sine(double frequency, int rate, int length) {
    float[] sine = new float[length];
    for (int i = 0; i < length; i++) {
      sine[i] = (float) Math.sin(2 * Math.PI * frequency * i / rate);
    }
    return sine;
  }

  private static float[] noise(int length) {
    Random random = new Random(1);
    float[] noise = new float[length];
    for (int i = 0; i < length; i++) {
      noise[i] = random.nextFloat() * 2 - 1;
    }
    return noise;
  }

  private static int loudest(float[] samples) {
    int loudest = 0;
    for (int i = 1; i < samples.length; i++) {
      loudest = samples[i] > samples[loudest] ? i : loudest;
    }
    return loudest;
  }

  private static double decibels(double amplitude) {
    return 20 * Math.log10(amplitude);
  }
}
