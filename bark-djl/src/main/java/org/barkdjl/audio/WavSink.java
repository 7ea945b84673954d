package org.barkdjl.audio;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;

/** Turns samples into the bytes of a WAV file while they come. */
final class WavSink implements AudioSink {
  private static final int SAMPLES_PER_BLOCK = 4_096;

  private final OutputStream out;
  private final WavHeader header;
  private final boolean endless;
  private final ByteBuffer block;
  private OptionalLong expected = OptionalLong.empty();
  private boolean begun;
  private long written;

  /** For a file, whose head tells its length. */
  WavSink(OutputStream out, WavHeader header) {
    this(out, header, false);
  }

  private WavSink(OutputStream out, WavHeader header, boolean endless) {
    this.out = out;
    this.header = header;
    this.endless = endless;
    block =
        ByteBuffer.allocate(SAMPLES_PER_BLOCK * header.coding().bytes())
            .order(ByteOrder.LITTLE_ENDIAN);
  }

  /** For a program that reads to the end, whatever the head tells: it may get more than a file. */
  static WavSink endless(OutputStream out, WavHeader header) {
    return new WavSink(out, header, true);
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
    if (!endless) {
      // Before any of them counts: a file that ends here is a whole one.
      header.require(written + samples.length);
    }
    written += samples.length;
    for (float sample : samples) {
      header.coding().put(sample, block);
      if (!block.hasRemaining()) {
        writeBlock();
      }
    }
    writeBlock();
    out.flush();
  }

  /** Completes what was written. */
  void finish() throws IOException {
    begin();
    if (expected.isPresent() && expected.getAsLong() != written) {
      throw new IllegalStateException(
          expected.getAsLong() + " samples were announced, and " + written + " written");
    }
    if (written * header.coding().bytes() % 2 != 0) {
      out.write(0);
    }
    out.flush();
  }

  /** The head for what was written. */
  byte[] head() {
    return header.encode(written);
  }

  private void begin() throws IOException {
    if (!begun) {
      begun = true;
      out.write(
          expected.isPresent() && !endless
              ? header.encode(expected.getAsLong())
              : header.encodeUnknownLength());
    }
  }

  private void writeBlock() throws IOException {
    out.write(block.array(), 0, block.position());
    block.clear();
  }
}
