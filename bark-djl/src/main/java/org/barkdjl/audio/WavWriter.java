package org.barkdjl.audio;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Objects;
import org.barkdjl.error.InputException;
import org.barkdjl.io.AtomicFile;

/**
 * Writes samples as a mono WAV file of 16-bit PCM with tags. Samples are cut off at -1 and 1, and
 * rounded to the nearest of 65 535 steps; one that is not a number becomes silence.
 */
public final class WavWriter {
  /** The 16-bit value of a sample of 1, and with a minus of -1: symmetric, so 0 stays 0. */
  static final int FULL_SCALE = 32_767;

  private static final int SAMPLES_PER_BLOCK = 4_096;

  private final int sampleRateHz;
  private final AudioTags tags;

  /**
   * @throws IllegalArgumentException if the rate is not 1 to 1 000 000 Hz
   */
  public WavWriter(int sampleRateHz, AudioTags tags) {
    if (sampleRateHz < 1 || sampleRateHz > 1_000_000) {
      throw new IllegalArgumentException("sample rate " + sampleRateHz + " Hz");
    }
    this.sampleRateHz = sampleRateHz;
    this.tags = Objects.requireNonNull(tags, "tags");
  }

  /**
   * Writes a file, whole or not at all.
   *
   * @param samples nominally in -1..1
   * @throws InputException if the samples exceed the 4 GiB of a WAV file
   * @throws IOException with a sentence that names the file and the reason
   */
  public void write(float[] samples, Path file) throws IOException {
    AtomicFile.write(file, out -> write(samples, out));
  }

  /** Writes to a stream, which is flushed and left open. Nothing is sought: a pipe will do. */
  public void write(float[] samples, OutputStream out) throws IOException {
    out.write(WavHeader.encode(sampleRateHz, samples.length, tags.info()));
    ByteBuffer block =
        ByteBuffer.allocate(SAMPLES_PER_BLOCK * WavHeader.BYTES_PER_SAMPLE)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (float sample : samples) {
      block.putShort(pcm(sample));
      if (!block.hasRemaining()) {
        out.write(block.array(), 0, block.position());
        block.clear();
      }
    }
    out.write(block.array(), 0, block.position());
    out.flush();
  }

  private static short pcm(float sample) {
    float clipped = Math.max(-1f, Math.min(1f, sample));
    // Math.round makes 0 of what is not a number.
    return (short) Math.round(clipped * FULL_SCALE);
  }
}
