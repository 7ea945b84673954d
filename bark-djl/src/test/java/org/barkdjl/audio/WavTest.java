package org.barkdjl.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.barkdjl.error.InputException;
import org.barkdjl.io.AtomicFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WavTest {
  private static final int RATE = 24_000;
  private static final AudioTags TAGS = new AudioTags("Hello.", "amy", "nano", 7, "test");

  @TempDir Path folder;

  @Test
  void isByteForByteWhatTheFormatSays() {
    byte[] header = header(Map.of("INAM", "odd")).encode(3);
    String expected =
        "52494646"
            + "42000000"
            + "57415645" // RIFF, 4 + 24 + 24 + 8 + 6 = 66 bytes follow, WAVE
            + "666d7420"
            + "10000000" // fmt, 16 bytes
            + "0100"
            + "0100"
            + "c05d0000"
            + "80bb0000" // PCM, mono, 24 000 Hz, 48 000 bytes/s
            + "0200"
            + "1000" // 2 bytes a frame, 16 bits
            + "4c495354"
            + "10000000"
            + "494e464f" // LIST, 16 bytes, INFO
            + "494e414d"
            + "04000000"
            + "6f646400" // INAM, 4 bytes, odd and a zero
            + "64617461"
            + "06000000"; // data, 6 bytes
    assertEquals(expected, HexFormat.of().formatHex(header));
  }

  @Test
  void valuesOfOddLengthArePadded() {
    byte[] header = header(Map.of("INAM", "even")).encode(0);
    String text = new String(header, StandardCharsets.ISO_8859_1);
    // Five bytes with the zero, and one more that only the list counts.
    assertTrue(text.contains("LIST\u0012\0\0\0INFOINAM\u0005\0\0\0even\0\0data"));
  }

  @Test
  void javaOpensIt() throws IOException, UnsupportedAudioFileException {
    byte[] file = bytes(new float[12_345]);
    try (AudioInputStream in = AudioSystem.getAudioInputStream(new ByteArrayInputStream(file))) {
      javax.sound.sampled.AudioFormat format = in.getFormat();
      assertEquals(javax.sound.sampled.AudioFormat.Encoding.PCM_SIGNED, format.getEncoding());
      assertEquals(RATE, format.getSampleRate());
      assertEquals(16, format.getSampleSizeInBits());
      assertEquals(1, format.getChannels());
      assertFalse(format.isBigEndian());
      assertEquals(12_345, in.getFrameLength());
      assertEquals(2 * 12_345, in.readAllBytes().length);
    }
  }

  @Test
  void clipsAndRounds() throws IOException {
    float step = 1f / 32_767;
    float[] samples = {
      0f,
      1f,
      -1f,
      1.5f,
      -99f,
      Float.NaN,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      0.4f * step,
      0.6f * step,
      -0.6f * step,
      -0.4f * step,
      0.5f
    };
    byte[] file = bytes(samples);
    ByteBuffer data =
        ByteBuffer.wrap(file, file.length - 2 * samples.length, 2 * samples.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    short[] pcm = new short[samples.length];
    data.asShortBuffer().get(pcm);
    assertArrayEquals(
        new short[] {0, 32767, -32767, 32767, -32767, 0, 32767, -32767, 0, 1, -1, 0, 16384}, pcm);
  }

  @ParameterizedTest
  @EnumSource(
      value = AudioFormat.class,
      names = {"WAV24", "WAVF32"})
  void javaReadsFinerKindsToo(AudioFormat kind) throws IOException, UnsupportedAudioFileException {
    // An odd number: 24-bit samples then need padding.
    float[] samples = {0, 1, -1, 0.3f, 1e-5f, 1.5f, Float.NaN};
    Path file = folder.resolve("a.wav");
    AudioWriter writer =
        new AudioEncoding(
                kind, OptionalInt.empty(), OptionalDouble.empty(), Optional.empty(), folder)
            .writer(RATE, TAGS, AudioListener.NONE);
    AtomicFile.writePatched(file, out -> writer.stream(out, sink -> sink.write(samples)));

    assertEquals(0, Files.size(file) % 2);
    byte[] bytes = Files.readAllBytes(file);
    assertEquals(bytes.length - 8, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(4));
    try (AudioInputStream in = AudioSystem.getAudioInputStream(file.toFile())) {
      boolean isFloat = kind == AudioFormat.WAVF32;
      assertEquals(samples.length, in.getFrameLength());
      assertEquals(isFloat ? 32 : 24, in.getFormat().getSampleSizeInBits());
      assertEquals(
          isFloat
              ? javax.sound.sampled.AudioFormat.Encoding.PCM_FLOAT
              : javax.sound.sampled.AudioFormat.Encoding.PCM_SIGNED,
          in.getFormat().getEncoding());
      ByteBuffer data = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
      float[] read = new float[samples.length];
      for (int i = 0; i < read.length; i++) {
        read[i] =
            isFloat
                ? data.getFloat()
                : (Short.toUnsignedInt(data.getShort()) + (data.get() << 16)) / 8_388_607f;
      }
      float[] expected = {0, 1, -1, 0.3f, 1e-5f, isFloat ? 1.5f : 1, 0};
      assertArrayEquals(expected, read, isFloat ? 0 : 0.6f / 8_388_607);
    }
  }

  @Test
  void samplesAndTagsComeBack() throws IOException {
    Random random = new Random(1);
    float[] samples = new float[100_001];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = random.nextFloat() * 2 - 1;
    }
    Path file = folder.resolve("a.wav");
    new WavWriter(RATE, TAGS).write(samples, file);
    WavFile wav = WavFile.read(file);
    assertEquals(RATE, wav.sampleRateHz());
    assertArrayEquals(samples, wav.samples(), 0.5f / 32_767 + 1e-7f);
    assertEquals(TAGS.info(), wav.info());
    assertEquals(Duration.ofNanos(4_166_708_333L), wav.duration());
    // What was read is written again without loss.
    new WavWriter(RATE, TAGS).write(wav.samples(), folder.resolve("b.wav"));
    assertEquals(-1, Files.mismatch(file, folder.resolve("b.wav")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "ab", "Grüße, 世界! ♪ 😀", "data\0\0LIST", "RIFF", "a\nb", "e\u0301"})
  void tagsOfEveryKindComeBack(String text) throws IOException {
    AudioTags tags = new AudioTags(text, text, text, Long.MIN_VALUE, text);
    Path file = folder.resolve("a.wav");
    new WavWriter(16_000, tags).write(new float[] {1, -1, 0}, file);
    WavFile wav = WavFile.read(file);
    assertEquals(tags.info(), wav.info());
    assertArrayEquals(new float[] {1, -1, 0}, wav.samples());
    assertEquals(16_000, wav.sampleRateHz());
  }

  @Test
  void silenceOfNoLengthIsAFileToo() throws IOException, UnsupportedAudioFileException {
    Path file = folder.resolve("a.wav");
    new WavWriter(RATE, TAGS).write(new float[0], file);
    assertEquals(0, WavFile.read(file).samples().length);
    try (AudioInputStream in = AudioSystem.getAudioInputStream(file.toFile())) {
      assertEquals(0, in.getFrameLength());
    }
  }

  @Test
  void refusesMoreThanTheFormatHolds() {
    long most = (0xFFFF_FFFFL - 4 - 24 - 12 - 8) / 2;
    assertEquals(56, header(Map.of()).encode(most).length);
    InputException e = assertThrows(InputException.class, () -> header(Map.of()).encode(most + 1));
    assertTrue(e.getMessage().contains("4 GiB"));
  }

  @Test
  void refusesImpossibleRates() {
    assertThrows(IllegalArgumentException.class, () -> new WavWriter(0, TAGS));
    assertThrows(IllegalArgumentException.class, () -> new WavWriter(Integer.MAX_VALUE, TAGS));
  }

  @Test
  void namesTheFileThatCannotBeWritten() {
    Path file = folder.resolve("none").resolve("a.wav");
    IOException e =
        assertThrows(IOException.class, () -> new WavWriter(RATE, TAGS).write(new float[1], file));
    assertTrue(e.getMessage().startsWith("Cannot write " + file + ": "));
  }

  @Test
  void theStreamIsLeftOpen() throws IOException {
    ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            throw new AssertionError("closed");
          }
        };
    new WavWriter(RATE, TAGS).write(new float[5_000], out);
    assertArrayEquals(bytes(new float[5_000]), out.toByteArray());
  }

  @Test
  void samplesThatComeInPartsMakeTheSameFile() throws IOException {
    Path file = folder.resolve("a.wav");
    new WavWriter(RATE, TAGS)
        .write(
            sink -> {
              sink.write(new float[5_000]);
              sink.write(new float[] {0.5f});
              sink.write(new float[0]);
            },
            file);
    float[] samples = new float[5_001];
    samples[5_000] = 0.5f;
    assertArrayEquals(bytes(samples), Files.readAllBytes(file));
  }

  @Test
  void aStreamOfUnknownLengthHasTheLargestSizes() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] head = new WavWriter(RATE, TAGS).stream(out, sink -> sink.write(new float[] {1}));
    ByteBuffer streamed = ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(-1, streamed.getInt(4));
    assertEquals(-1, streamed.getInt(head.length - 4));
    byte[] whole = bytes(new float[] {1});
    assertArrayEquals(Arrays.copyOf(whole, head.length), head);
    assertEquals(whole.length, streamed.capacity());
  }

  @Test
  void anAnnouncedLengthMustBeKept() {
    assertThrows(
        IllegalStateException.class,
        () ->
            new WavWriter(RATE, TAGS).stream(new ByteArrayOutputStream(), sink -> sink.expect(1)));
  }

  @Test
  void readerRefusesEveryTruncation() throws IOException {
    byte[] whole = bytes(new float[] {0.5f, -0.5f});
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThrows(InputException.class, () -> parse(cut), "cut to " + length);
    }
    assertThrows(InputException.class, () -> parse(Arrays.copyOf(whole, whole.length + 1)));
  }

  @Test
  void readerRefusesOtherCodings() throws IOException {
    for (int at : new int[] {20, 22, 24, 28, 32, 34}) {
      byte[] file = bytes(new float[2]);
      file[at]++;
      assertThrows(InputException.class, () -> parse(file), "byte " + at);
    }
    assertThrows(InputException.class, () -> WavFile.read(folder));
    assertThrows(InputException.class, () -> WavFile.read(folder.resolve("none.wav")));
  }

  @Test
  void readerStepsOverChunksItDoesNotKnow() {
    ByteBuffer file = ByteBuffer.allocate(72).order(ByteOrder.LITTLE_ENDIAN);
    file.put(header(Map.of()).encode(0), 0, 36);
    file.put("odd!".getBytes(StandardCharsets.US_ASCII)).putInt(3).putInt(0x01020304);
    file.put("LIST".getBytes(StandardCharsets.US_ASCII)).putInt(6);
    file.put("adtlxx".getBytes(StandardCharsets.US_ASCII));
    file.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2).putShort((short) -32768);
    file.putInt(4, file.position() - 8);
    WavFile wav = parse(Arrays.copyOf(file.array(), file.position()));
    assertArrayEquals(new float[] {-1}, wav.samples());
    assertEquals(Map.of(), wav.info());
  }

  @Test
  void readerRefusesDamageInAnOrderlyWay() throws IOException {
    byte[] whole = bytes(new float[20]);
    Random random = new Random(5);
    int refused = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] file = whole.clone();
      for (int i = 0; i <= round % 3; i++) {
        file[random.nextInt(file.length)] = (byte) random.nextInt();
      }
      try {
        parse(file);
      } catch (InputException e) {
        refused++;
      }
    }
    assertTrue(refused > 1_000, "only " + refused + " were refused");
  }

  private static WavHeader header(Map<String, String> info) {
    return new WavHeader(SampleCoding.PCM16, RATE, info);
  }

  private static WavFile parse(byte[] file) {
    return new WavParser(file, "here").parse();
  }

  private static byte[] bytes(float[] samples) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new WavWriter(RATE, TAGS).write(samples, out);
    return out.toByteArray();
  }
}
