package org.barkdjl.audio;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.OptionalLong;

/** Turns samples into the bytes of a WAV file while they come. */
final class WavSink implements AudioSink {
  /** The 16-bit value of a sample of 1, and with a minus of -1: symmetric, so 0 stays 0. */
  static final int FULL_SCALE = 32_767;

  private static final int SAMPLES_PER_BLOCK = 4_096;

  private final OutputStream out;
  private final int sampleRateHz;
  private final Map<String, String> info;
  private final ByteBuffer block =
      ByteBuffer.allocate(SAMPLES_PER_BLOCK * WavHeader.BYTES_PER_SAMPLE)
          .order(ByteOrder.LITTLE_ENDIAN);
  private OptionalLong expected = OptionalLong.empty();
  private boolean begun;
  private long written;

  WavSink(OutputStream out, int sampleRateHz, Map<String, String> info) {
    this.out = out;
    this.sampleRateHz = sampleRateHz;
    this.info = info;
  }

  @Override
  public void expect(long samples) {
    if (begun) {
      throw new IllegalStateException("samples were written before their number was announced");
    }
    expected = OptionalLong.of(samples);
  }

  @Override
  public void write(float[] samples) throws IOException {
    begin();
    written += samples.length;
    head(written); // refuses too many
    for (float sample : samples) {
      block.putShort(pcm(sample));
      if (!block.hasRemaining()) {
        writeBlock();
      }
    }
    writeBlock();
    out.flush();
  }

  /** The head for what was written. */
  byte[] finish() throws IOException {
    begin();
    if (expected.isPresent() && expected.getAsLong() != written) {
      throw new IllegalStateException(
          expected.getAsLong() + " samples were announced, and " + written + " written");
    }
    out.flush();
    return head(written);
  }

  private void begin() throws IOException {
    if (!begun) {
      begun = true;
      out.write(
          expected.isPresent()
              ? head(expected.getAsLong())
              : WavHeader.encodeUnknownLength(sampleRateHz, info));
    }
  }

  private byte[] head(long samples) {
    return WavHeader.encode(sampleRateHz, samples, info);
  }

  private void writeBlock() throws IOException {
    out.write(block.array(), 0, block.position());
    block.clear();
  }

  private static short pcm(float sample) {
    float clipped = Math.max(-1f, Math.min(1f, sample));
    // Math.round makes 0 of what is not a number.
    return (short) Math.round(clipped * FULL_SCALE);
  }
}
