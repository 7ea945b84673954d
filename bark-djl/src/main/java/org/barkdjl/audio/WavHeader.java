package org.barkdjl.audio;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.barkdjl.error.InputException;

/**
 * What precedes the samples of a 16-bit mono WAV file: the RIFF and {@code fmt} chunks, the tags as
 * a {@code LIST} chunk of kind {@code INFO}, and the head of the {@code data} chunk. The tags come
 * before the samples, so that a stream that is cut still says what it is.
 *
 * @see <a href="https://www.mmsp.ece.mcgill.ca/Documents/AudioFormats/WAVE/WAVE.html">the
 *     format</a>
 */
final class WavHeader {
  static final int PCM = 1;
  static final int CHANNELS = 1;
  static final int BYTES_PER_SAMPLE = 2;
  static final int FORMAT_BYTES = 16;

  /** Sizes are unsigned 32-bit numbers. */
  private static final long MAX_RIFF_BYTES = 0xFFFF_FFFFL;

  private WavHeader() {}

  static byte[] encode(int sampleRateHz, long samples, Map<String, String> info) {
    byte[] list = infoList(info);
    // 16-bit samples never need padding.
    long dataBytes = samples * BYTES_PER_SAMPLE;
    long riffBytes = length(list) - 8 + dataBytes;
    if (riffBytes > MAX_RIFF_BYTES) {
      throw new InputException(
          "A WAV file ends at 4 GiB, and "
              + samples
              + " samples need more; write shorter pieces to several files.");
    }
    return encode(sampleRateHz, riffBytes, dataBytes, list);
  }

  /** For a stream that begins before its length is known: both sizes are the largest there are. */
  static byte[] encodeUnknownLength(int sampleRateHz, Map<String, String> info) {
    return encode(sampleRateHz, MAX_RIFF_BYTES, MAX_RIFF_BYTES, infoList(info));
  }

  private static int length(byte[] list) {
    return 12 + 8 + FORMAT_BYTES + list.length + 8;
  }

  private static byte[] encode(int sampleRateHz, long riffBytes, long dataBytes, byte[] list) {
    int length = length(list);
    ByteBuffer header = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    header.put(ascii("RIFF")).putInt((int) riffBytes).put(ascii("WAVE"));
    header.put(ascii("fmt ")).putInt(FORMAT_BYTES);
    header.putShort((short) PCM).putShort((short) CHANNELS);
    header.putInt(sampleRateHz).putInt(sampleRateHz * CHANNELS * BYTES_PER_SAMPLE);
    header.putShort((short) (CHANNELS * BYTES_PER_SAMPLE)).putShort((short) (8 * BYTES_PER_SAMPLE));
    header.put(list);
    header.put(ascii("data")).putInt((int) dataBytes);
    return header.array();
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
    return ByteBuffer.allocate(8)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(ascii(id))
        .putInt(size)
        .array();
  }

  private static byte[] ascii(String id) {
    return id.getBytes(StandardCharsets.US_ASCII);
  }
}
