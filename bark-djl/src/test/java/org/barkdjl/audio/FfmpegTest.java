package org.barkdjl.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.barkdjl.io.AtomicFile;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With an ffmpeg that is installed; without one nothing of this can be tested. */
@Timeout(60)
@Tag("slow")
class FfmpegTest {
  private static final int RATE = 24_000;

  /** All that would have to be escaped on a command line or in a file of tags. */
  private static final String TEXT = "-i = ; # \\ ' \" % Grüße, 世界! ♪ 😀";

  private static final float[] SAMPLES = samples();

  @TempDir Path folder;

  @Test
  void flacHoldsTheSamplesOfAWavAndTheirNumberAndHash() throws Exception {
    Path file = write(AudioFormat.FLAC, TEXT);

    byte[] pcm = decode(file);
    Path wav = folder.resolve("a.wav");
    new WavWriter(RATE, tags(TEXT)).write(SAMPLES, wav);
    byte[] whole = Files.readAllBytes(wav);
    assertArrayEquals(Arrays.copyOfRange(whole, whole.length - pcm.length, whole.length), pcm);
    assertEquals(SAMPLES.length, pcm.length / 2);
    ByteBuffer head = ByteBuffer.wrap(Files.readAllBytes(file), 0, FlacHead.BYTES);
    assertEquals(SAMPLES.length, head.getLong(18) & 0xF_FFFF_FFFFL);
    assertEquals(RATE, head.getInt(18) >>> 12);
    byte[] md5 = Arrays.copyOfRange(head.array(), 26, 42);
    assertArrayEquals(md5(pcm), md5);
  }

  @ParameterizedTest
  @EnumSource(
      value = AudioFormat.class,
      names = {"OPUS", "MP3", "AAC"})
  void lossyFormatsSoundAlike(AudioFormat format) throws Exception {
    byte[] pcm = decode(write(format, TEXT));

    ByteBuffer decoded = ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN);
    // Files without a head begin late, by the delays of their coder and decoder.
    int delay =
        switch (format) {
          case MP3 -> 1_105;
          case AAC -> 1_024;
          default -> 0;
        };
    assertEquals(SAMPLES.length + delay, pcm.length / 2.0, 1_200);
    double error = 0;
    double signal = 0;
    for (int i = 0; i < SAMPLES.length; i++) {
      double sample = decoded.getShort(2 * (i + delay)) / 32_767.0;
      error += (sample - SAMPLES[i]) * (sample - SAMPLES[i]);
      signal += SAMPLES[i] * SAMPLES[i];
    }
    assertTrue(error < 0.01 * signal, "error " + error + " of " + signal);
  }

  @ParameterizedTest
  @EnumSource(
      value = AudioFormat.class,
      names = {"FLAC", "OPUS", "MP3"})
  void tagsAreCarried(AudioFormat format) throws Exception {
    for (String text : new String[] {TEXT, "世".repeat(60_000)}) {
      AudioTags tags = tags(text);
      String printed = printTags(write(format, text)).replaceAll("\\\\(.)", "$1");

      assertTrue(printed.contains("title=" + tags.info().get("INAM")), printed);
      assertTrue(printed.contains("artist=nano"), printed);
      assertTrue(printed.contains("encoded_by=bark-djl test"), printed);
      String comment = tags.info(FfmpegCodec.of(format).textLength()).get("ICMT");
      assertTrue(printed.contains("comment=" + comment), printed);
    }
  }

  @Test
  void theSameIsWrittenEachTime() throws Exception {
    for (AudioFormat format : AudioFormat.values()) {
      byte[] first = Files.readAllBytes(write(format, TEXT));
      assertArrayEquals(first, Files.readAllBytes(write(format, TEXT)), format.id());
    }
  }

  private Path write(AudioFormat format, String text) throws IOException {
    Path file = folder.resolve("a -b:%d.x");
    AudioWriter writer =
        new AudioEncoding(
                format,
                OptionalInt.empty(),
                OptionalDouble.empty(),
                format.isBuiltIn() ? Optional.empty() : Optional.of(installed(format)),
                folder)
            .writer(RATE, tags(text), AudioListener.NONE);
    AtomicFile.writePatched(
        file,
        out ->
            writer.stream(
                out,
                sink -> {
                  sink.write(Arrays.copyOf(SAMPLES, 1_001));
                  sink.write(Arrays.copyOfRange(SAMPLES, 1_001, SAMPLES.length));
                }));
    return file;
  }

  private static Ffmpeg installed(AudioFormat format) {
    try {
      return Ffmpeg.find(System.getenv(), format);
    } catch (IOException e) {
      return Assumptions.abort(e.getMessage());
    }
  }

  /** PCM of 16 bits at the rate of the original. */
  private byte[] decode(Path file) throws IOException, InterruptedException {
    Path pcm = folder.resolve("decoded.pcm");
    run("-i", "file:" + file, "-ar", "" + RATE, "-f", "s16le", "-y", "file:" + pcm);
    return Files.readAllBytes(pcm);
  }

  private String printTags(Path file) throws IOException, InterruptedException {
    Path tags = folder.resolve("tags.txt");
    run(
        "-i",
        "file:" + file,
        "-map_metadata",
        "0",
        "-map_metadata",
        "0:s:0",
        "-f",
        "ffmetadata",
        "-y",
        "file:" + tags);
    String ofStream = Files.readString(tags, StandardCharsets.UTF_8);
    run("-i", "file:" + file, "-f", "ffmetadata", "-y", "file:" + tags);
    return ofStream + Files.readString(tags, StandardCharsets.UTF_8);
  }

  private static void run(String... arguments) throws IOException, InterruptedException {
    String[] line = new String[arguments.length + 3];
    line[0] = installed(AudioFormat.FLAC).program().toString();
    line[1] = "-loglevel";
    line[2] = "error";
    System.arraycopy(arguments, 0, line, 3, arguments.length);
    Process process = new ProcessBuilder(line).inheritIO().start();
    process.getOutputStream().close();
    assertEquals(0, process.waitFor());
  }

  private static AudioTags tags(String text) {
    return new AudioTags(text, "amy", "nano", 7, "bark-djl test");
  }

  private static byte[] md5(byte[] bytes) throws NoSuchAlgorithmException {
    return MessageDigest.getInstance("MD5").digest(bytes);
  }

  /** A tone that becomes louder. */
  private static float[] samples() {
    float[] samples = new float[2 * RATE + 1];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.8 * i / samples.length * Math.sin(0.1 * i));
    }
    return samples;
  }
}
