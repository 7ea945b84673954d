package org.barkdjl.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Completes the first bytes of a FLAC file, which an encoder that writes to a pipe cannot: the
 * number of samples, without which players show no length, and the MD5 of the samples, by which
 * {@code flac --test} finds damage.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9639.html#name-streaminfo">RFC 9639, 8.2</a>
 */
final class FlacHead implements AudioSink {
  /** The marker, the head of the first block, which must be STREAMINFO, and its content. */
  static final int BYTES = 4 + 4 + 34;

  /** In its last 36 bits. */
  private static final int COUNT_AT = 4 + 4 + 10;

  private static final long COUNT_MASK = (1L << 36) - 1;
  private static final int MD5_AT = COUNT_AT + Long.BYTES;
  private static final byte[] MARKER = {'f', 'L', 'a', 'C', 0};

  private final AudioSink sink;
  private final MessageDigest md5;
  private long samples;

  /**
   * @param sink takes the samples on their way to the encoder, which gets them in 16 bits
   */
  FlacHead(AudioSink sink) {
    this.sink = sink;
    try {
      md5 = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }

  @Override
  public void expect(long number) {
    sink.expect(number);
  }

  @Override
  public void write(float[] block) throws IOException {
    ByteBuffer pcm = ByteBuffer.allocate(block.length * SampleCoding.PCM16.bytes());
    pcm.order(ByteOrder.LITTLE_ENDIAN);
    for (float sample : block) {
      SampleCoding.PCM16.put(sample, pcm);
    }
    md5.update(pcm.flip());
    samples += block.length;
    sink.write(block);
  }

  /**
   * The head with what all samples add to it.
   *
   * @param written the first bytes that the encoder gave; if they are no FLAC's, they stay
   */
  byte[] complete(byte[] written) {
    if (written.length < BYTES || !Arrays.equals(MARKER, Arrays.copyOf(written, MARKER.length))) {
      return written;
    }
    byte[] head = Arrays.copyOf(written, BYTES);
    ByteBuffer fields = ByteBuffer.wrap(head);
    long count = samples > COUNT_MASK ? 0 : samples; // 0: unknown
    fields.putLong(COUNT_AT, (fields.getLong(COUNT_AT) & ~COUNT_MASK) | count);
    fields.put(MD5_AT, md5.digest());
    return head;
  }
}
