package org.barkdjl.audio;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.barkdjl.error.InputException;

/**
 * What precedes the samples of a mono WAV file: the RIFF and {@code fmt} chunks, the tags as a
 * {@code LIST} chunk of kind {@code INFO}, and the head of the {@code data} chunk. The tags come
 * before the samples, so that a stream that is cut still says what it is.
 *
 * @see <a href="https://www.mmsp.ece.mcgill.ca/Documents/AudioFormats/WAVE/WAVE.html">the
 *     format</a>
 */
final class WavHeader {
  static final int CHANNELS = 1;

  /** Of a {@code fmt} chunk for PCM; others have a size of more after it, here 0. */
  static final int FORMAT_BYTES = 16;

  /** Sizes are unsigned 32-bit numbers. */
  private static final long MAX_SIZE = 0xFFFF_FFFFL;

  private final SampleCoding coding;
  private final byte[] format;
  private final byte[] list;
  private final long maxRiffBytes;

  /**
   * @param info the tags by their ids
   */
  WavHeader(SampleCoding coding, int sampleRateHz, Map<String, String> info) {
    this(coding, sampleRateHz, info, MAX_SIZE);
  }

  /** Of files that end earlier than the format does, for tests. */
  WavHeader(SampleCoding coding, int sampleRateHz, Map<String, String> info, long maxRiffBytes) {
    this.coding = coding;
    format = format(coding, sampleRateHz);
    list = infoList(info);
    this.maxRiffBytes = maxRiffBytes;
  }

  SampleCoding coding() {
    return coding;
  }

  /**
   * Checks that a file can hold so many samples.
   *
   * @throws InputException if not
   */
  void require(long samples) {
    if (riffBytes(samples) > maxRiffBytes) {
      throw new InputException(
          "A WAV file ends at 4 GiB, and "
              + samples
              + " samples need more; write shorter pieces to several files, or FLAC.");
    }
  }

  /** For samples of a known number. */
  byte[] encode(long samples) {
    require(samples);
    return encode(riffBytes(samples), samples * coding.bytes(), samples);
  }

  /** For a stream that begins before its length is known: all sizes are the largest there are. */
  byte[] encodeUnknownLength() {
    return encode(MAX_SIZE, MAX_SIZE, MAX_SIZE);
  }

  private long riffBytes(long samples) {
    long dataBytes = samples * coding.bytes();
    // Only 24-bit samples need padding.
    return length() - 8 + dataBytes + dataBytes % 2;
  }

  private int length() {
    return 12 + format.length + (hasFact() ? 12 : 0) + list.length + 8;
  }

  /** All but PCM say the number of samples once more. */
  private boolean hasFact() {
    return coding == SampleCoding.FLOAT32;
  }

  private byte[] encode(long riffBytes, long dataBytes, long samples) {
    byte[] header = new byte[length()];
    ByteBuffer to = littleEndian(header);
    to.put(ascii("RIFF")).putInt((int) riffBytes).put(ascii("WAVE")).put(format);
    if (hasFact()) {
      to.put(chunkHead("fact", 4)).putInt((int) samples);
    }
    to.put(list).put(ascii("data")).putInt((int) dataBytes);
    return header;
  }

  private static byte[] format(SampleCoding coding, int sampleRateHz) {
    int bytes = coding == SampleCoding.FLOAT32 ? FORMAT_BYTES + 2 : FORMAT_BYTES;
    byte[] format = new byte[8 + bytes];
    ByteBuffer to = littleEndian(format).put(chunkHead("fmt ", bytes));
    to.putShort((short) coding.formatTag()).putShort((short) CHANNELS);
    to.putInt(sampleRateHz).putInt(sampleRateHz * CHANNELS * coding.bytes());
    to.putShort((short) (CHANNELS * coding.bytes())).putShort((short) (8 * coding.bytes()));
    return format;
  }

  private static byte[] infoList(Map<String, String> info) {
    ByteArrayOutputStream entries = new ByteArrayOutputStream();
    entries.writeBytes(ascii("INFO"));
    info.forEach(
        (id, value) -> {
          // Values end with a zero, which counts; a second one may follow to keep sizes even.
          byte[] text = (value + "\0").getBytes(StandardCharsets.UTF_8);
          entries.writeBytes(chunkHead(id, text.length));
          entries.writeBytes(text);
          if (text.length % 2 != 0) {
            entries.write(0);
          }
        });
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    list.writeBytes(chunkHead("LIST", entries.size()));
    list.writeBytes(entries.toByteArray());
    return list.toByteArray();
  }

  private static byte[] chunkHead(String id, int size) {
    byte[] head = new byte[8];
    littleEndian(head).put(ascii(id)).putInt(size);
    return head;
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] ascii(String id) {
    return id.getBytes(StandardCharsets.US_ASCII);
  }
}
