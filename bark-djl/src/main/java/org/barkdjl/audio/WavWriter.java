package org.barkdjl.audio;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.barkdjl.error.InputException;
import org.barkdjl.io.AtomicFile;

/**
 * Writes samples as a mono WAV file with tags. Samples of PCM are cut off at -1 and 1, and rounded
 * to the nearest of 65 535 steps (of 16 bits); one that is not a number becomes silence.
 */
public final class WavWriter implements AudioWriter {
  /** The highest rate that is written. */
  public static final int MAX_SAMPLE_RATE_HZ = 1_000_000;

  private final WavHeader header;

  /**
   * For PCM of 16 bits.
   *
   * @throws IllegalArgumentException if the rate is not 1 to 1 000 000 Hz
   */
  public WavWriter(int sampleRateHz, AudioTags tags) {
    this(SampleCoding.PCM16, sampleRateHz, tags);
  }

  WavWriter(SampleCoding coding, int sampleRateHz, AudioTags tags) {
    if (sampleRateHz < 1 || sampleRateHz > MAX_SAMPLE_RATE_HZ) {
      throw new IllegalArgumentException("sample rate " + sampleRateHz + " Hz");
    }
    header = new WavHeader(coding, sampleRateHz, tags.info());
  }

  WavWriter(WavHeader header) {
    this.header = header;
  }

  @Override
  public void require(long samples) {
    header.require(samples);
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
    stream(out, AudioSource.of(samples));
  }

  /** Writes a file of samples as they come, whole or not at all. */
  public void write(AudioSource source, Path file) throws IOException {
    AtomicFile.writePatched(file, out -> stream(out, source));
  }

  /**
   * Writes samples to a stream as they come; it is flushed whenever the source has written, and
   * left open. The head on the stream has the sizes 0xFFFFFFFF, as is usual in pipes, unless the
   * source announces its length. A source may go on after samples were refused because a file
   * cannot hold them; the file then ends before them.
   *
   * @return the head with the true sizes, to be put over that on the stream where it can be sought
   * @throws InputException if the samples exceed the 4 GiB of a WAV file
   */
  @Override
  public byte[] stream(OutputStream out, AudioSource source) throws IOException {
    WavSink sink = new WavSink(out, header);
    source.writeTo(sink);
    sink.finish();
    return sink.head();
  }
}
