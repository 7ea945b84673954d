package org.barkdjl.audio;

import java.io.IOException;
import java.util.Arrays;

/**
 * Changes the sample rate while samples come: a low-pass filter is evaluated at the time of each
 * new sample. Below nine tenths of the lower of the two Nyquist frequencies it is flat, above that
 * frequency it stops all, so that nothing is mirrored. Nothing is delayed: the filter is symmetric,
 * and silence surrounds the samples. A new sample depends on its time alone, not on the blocks in
 * which samples come.
 *
 * @see <a href="https://ccrma.stanford.edu/~jos/resample/">J. O. Smith, Digital Audio
 *     Resampling</a>
 */
final class Resampler implements AudioSink {
  private static final int BLOCK = 4_096;

  private final AudioSink sink;
  private final long from;
  private final long to;
  private final SincTable sinc = new SincTable();

  /** Of the filter along time: where the rate goes down, it is as much wider. */
  private final double scale;

  /** Samples that the filter sees to each side. */
  private final int reach;

  /** The last of the samples taken, as many as the next new one needs. */
  private float[] seen = {};

  private long taken;
  private long given;

  /** A sink that refused some samples gets none of those after them. */
  private boolean refused;

  Resampler(AudioSink sink, int fromHz, int toHz) {
    this.sink = sink;
    from = fromHz;
    to = toHz;
    scale = Math.min(1, (double) toHz / fromHz);
    reach = (int) Math.ceil(SincTable.REACH / scale) + 1;
  }

  /** The samples of a source at another rate. */
  static AudioSource resampled(AudioSource source, int fromHz, int toHz) {
    return sink -> {
      Resampler resampler = new Resampler(sink, fromHz, toHz);
      source.writeTo(resampler);
      resampler.finish();
    };
  }

  @Override
  public void expect(long samples) {
    sink.expect(length(samples));
  }

  @Override
  public void write(float[] samples) throws IOException {
    int old = seen.length;
    seen = Arrays.copyOf(seen, old + samples.length);
    System.arraycopy(samples, 0, seen, old, samples.length);
    taken += samples.length;
    // Those whose time the filter does not yet see the end of must wait.
    give(Math.max(given, Math.floorDiv((taken - reach) * to, from)));
    long needed = Math.max(0, given * from / to - reach);
    int unneeded = (int) Math.max(0, needed - (taken - seen.length));
    seen = Arrays.copyOfRange(seen, Math.min(unneeded, seen.length), seen.length);
  }

  /** Gives what is left; after the last sample there is silence. */
  private void finish() throws IOException {
    if (!refused) {
      give(length(taken));
    }
  }

  /** {@code samples * to / from}, rounded. */
  private long length(long samples) {
    return (2 * samples * to + from) / (2 * from);
  }

  private void give(long end) throws IOException {
    while (given < end) {
      float[] block = new float[(int) Math.min(BLOCK, end - given)];
      for (int i = 0; i < block.length; i++, given++) {
        block[i] = at(given * from / to, (double) (given * from % to) / to);
      }
      refused = true;
      sink.write(block);
      refused = false;
    }
  }

  /**
   * The signal between two samples.
   *
   * @param position of the first of them
   * @param fraction of the way to the next
   */
  private float at(long position, double fraction) {
    long start = taken - seen.length;
    int first = (int) (Math.max(start, position - reach) - start);
    int end = (int) (Math.min(taken, position + reach + 1) - start);
    double sum = 0;
    for (int i = first; i < end; i++) {
      sum += seen[i] * sinc.at(Math.abs(start + i - position - fraction) * scale);
    }
    return (float) (sum * scale);
  }
}
