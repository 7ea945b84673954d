package org.barkdjl.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.barkdjl.error.CancelledException;
import org.barkdjl.io.AtomicFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Measuring, by cases of EBU Tech 3341. These are stereo; one channel of two equal ones is 3.01 LU
 * below both, so that sines here are as much louder.
 */
class LoudnessTest {
  private static final int RATE = 48_000;
  private static final double MONO_DB = 10 * Math.log10(2);
  private static final AudioTags TAGS = new AudioTags("a", "b", "c", 1, "d");

  @TempDir Path folder;

  private final List<String> warnings = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(ints = {8_000, 11_025, 24_000, 44_100, 48_000, 192_000})
  void sinesAreAsLoudAsTheirLevel(int rate) {
    assertEquals(-23, measure(rate, tone(rate, 20, -23)), 0.1); // case 1
    assertEquals(-33, measure(rate, tone(rate, 20, -33)), 0.1); // case 2
  }

  @Test
  void quietPartsDoNotCount() {
    // Cases 3 and 4.
    assertEquals(
        -23, measure(RATE, tone(RATE, 10, -36), tone(RATE, 60, -23), tone(RATE, 10, -36)), 0.1);
    assertEquals(
        -23,
        measure(
            RATE,
            tone(RATE, 10, -72),
            tone(RATE, 10, -36),
            tone(RATE, 60, -23),
            tone(RATE, 10, -36),
            tone(RATE, 10, -72)),
        0.1);
    // Case 5: the gate is below the quieter parts, which count.
    assertEquals(
        -23, measure(RATE, tone(RATE, 20, -26), tone(RATE, 20.1, -20), tone(RATE, 20, -26)), 0.1);
  }

  @Test
  void theFilterIsTheStandardsAtItsRate() {
    // The first samples of the impulse response by the coefficients that BS.1770-4 prints.
    double[] shelf = {1.53512485958697, -2.69169618940638, 1.19839281085285};
    double[] shelfBack = {-1.69065929318241, 0.73248077421585};
    double[] passBack = {-1.99004745483398, 0.99007225036621};
    double[] x = new double[40];
    x[0] = 1;
    double[] y = section(section(x, shelf, shelfBack), new double[] {1, -2, 1}, passBack);
    KWeighting filter = new KWeighting(RATE);
    for (int i = 0; i < x.length; i++) {
      assertEquals(y[i], filter.next(x[i]), 1e-9);
    }
  }

  @Test
  void audioComesToTheTarget() throws IOException {
    float[] samples = tone(RATE, 3, -40);
    float[] louder = normalize(-23, samples);

    assertEquals(samples.length, louder.length);
    assertEquals(-23, measure(RATE, louder), 0.05);
    assertEquals(-30, measure(RATE, normalize(-30, tone(RATE, 3, -10))), 0.05);
    assertEquals(List.of(), warnings);
    assertEquals(List.of(), left());
  }

  @Test
  void peaksStayBelowFullScale() throws IOException {
    float[] samples = tone(RATE, 3, -30);
    samples[RATE] = 0.5f;
    float[] louder = normalize(-16, samples);

    assertEquals(Math.pow(10, -1 / 20.0), louder[RATE], 1e-6);
    assertEquals(
        "The loudness is -25.0 LUFS instead of -16.0, as peaks would come above -1 dBFS.",
        String.join("", warnings));
  }

  @Test
  void silenceAndTheShortestSoundsStayAsTheyAre() throws IOException {
    assertArrayEquals(new float[RATE], normalize(-16, new float[RATE]), 0);
    assertArrayEquals(new float[0], normalize(-16, new float[0]), 0);
    assertEquals(1, warnings.size());
    float[] hiss = tone(RATE, 1, -90);
    assertArrayEquals(hiss, normalize(-16, hiss), 1e-9f);
    assertEquals(1, warnings.size());
    float[] beep = tone(RATE, 0.39, -20);
    assertArrayEquals(beep, normalize(-16, beep), 1e-9f);
    assertTrue(warnings.get(1).contains("too short"), warnings::toString);
  }

  @Test
  void whoCancelsLeavesNothing() throws IOException {
    AudioWriter writer = encoding(-16).writer(RATE, TAGS, AudioListener.NONE);
    Path file = folder.resolve("a.wav");
    AudioSource source =
        sink -> {
          sink.write(tone(RATE, 1, -30));
          throw new CancelledException("stop");
        };
    assertThrows(
        CancelledException.class,
        () -> AtomicFile.writePatched(file, out -> writer.stream(out, source)));
    assertEquals(List.of(), left());
  }

  private float[] normalize(double target, float[] samples) throws IOException {
    AudioWriter writer =
        encoding(target)
            .writer(
                RATE,
                TAGS,
                new AudioListener() {
                  @Override
                  public void warning(String sentence) {
                    warnings.add(sentence);
                  }
                });
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] head = writer.stream(out, sink -> sink.write(samples));
    ByteBuffer data =
        ByteBuffer.wrap(out.toByteArray(), head.length, out.size() - head.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    float[] normalized = new float[data.remaining() / Float.BYTES];
    data.asFloatBuffer().get(normalized);
    return normalized;
  }

  private AudioEncoding encoding(double target) {
    return new AudioEncoding(
        AudioFormat.WAVF32,
        OptionalInt.empty(),
        OptionalDouble.of(target),
        Optional.empty(),
        folder);
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static double measure(int rate, float[]... parts) {
    LoudnessMeter meter = new LoudnessMeter(rate);
    for (float[] part : parts) {
      meter.write(part);
    }
    return meter.integrated().orElseThrow();
  }

  /** 1 kHz, as loud as two channels of that level. */
  private static float[] tone(int rate, double seconds, double level) {
    float[] tone = new float[(int) Math.round(seconds * rate)];
    double amplitude = Math.pow(10, (level + MONO_DB) / 20);
    for (int i = 0; i < tone.length; i++) {
      tone[i] = (float) (amplitude * Math.sin(2 * Math.PI * 1_000 * i / rate));
    }
    return tone;
  }

  private static double[] section(double[] x, double[] forward, double[] back) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      for (int k = 0; k <= Math.min(2, i); k++) {
        y[i] += forward[k] * x[i - k] - (k == 0 ? 0 : back[k - 1] * y[i - k]);
      }
    }
    return y;
  }
}
