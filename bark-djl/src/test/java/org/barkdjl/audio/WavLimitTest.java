package org.barkdjl.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.barkdjl.error.InputException;
import org.barkdjl.io.AtomicFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Audio that goes on where a WAV file ends; here that is after few samples. */
class WavLimitTest {
  private static final int RATE = 24_000;
  private static final int MOST = 25_000;

  @TempDir Path folder;

  private final WavWriter writer = writer();

  @Test
  void whatCameBeforeTheEndIsAFile() throws IOException {
    WavFile wav = write(writer, pieces(10_000, 10_000, 10_000));

    assertEquals(20_000, wav.samples().length);
    assertEquals(MOST, write(writer, pieces(10_000, 15_000, 1)).samples().length);
  }

  @Test
  void nothingFollowsWhatWasRefused() throws IOException {
    AudioSource twiceTheRate = Resampler.resampled(pieces(6_000, 10_000), RATE, 2 * RATE);

    float[] samples = write(writer, twiceTheRate).samples();

    // Of the second piece as many blocks as there is room for, and then no end of the first.
    assertTrue(samples.length > 2 * 5_900 && samples.length <= MOST, "" + samples.length);
    float[] other =
        write(writer, Resampler.resampled(pieces(6_000, 6_000), RATE, 48_000)).samples();
    assertArrayEquals(Arrays.copyOf(other, 20_000), Arrays.copyOf(samples, 20_000));
  }

  @Test
  void audioThatWaitsForItsLoudnessIsRefusedAtOnce() throws IOException {
    AudioWriter normalizing = new NormalizingWriter(writer, RATE, -30, folder, AudioListener.NONE);

    assertEquals(20_000, write(normalizing, pieces(10_000, 10_000, 10_000)).samples().length);
  }

  @Test
  void anAnnouncedLengthIsRefusedBeforeAnything() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AudioSource source = AudioSource.of(new float[MOST + 1]);
    assertThrows(InputException.class, () -> writer.stream(out, source));
    assertEquals(0, out.size());
  }

  /** Ends where samples are refused, as a narration does. */
  private static AudioSource pieces(int... lengths) {
    return sink -> {
      try {
        for (int length : lengths) {
          float[] samples = new float[length];
          for (int i = 0; i < length; i++) {
            samples[i] = (float) Math.sin(0.1 * i) / 2;
          }
          sink.write(samples);
        }
      } catch (InputException e) {
        assertTrue(e.getMessage().contains("write shorter pieces"), e.getMessage());
      }
    };
  }

  private WavFile write(AudioWriter to, AudioSource source) throws IOException {
    Path file = folder.resolve("a.wav");
    AtomicFile.writePatched(file, out -> to.stream(out, source));
    return WavFile.read(file);
  }

  private static WavWriter writer() {
    int head = new WavHeader(SampleCoding.PCM16, RATE, Map.of()).encode(0).length;
    return new WavWriter(new WavHeader(SampleCoding.PCM16, RATE, Map.of(), head - 8 + 2 * MOST));
  }
}
