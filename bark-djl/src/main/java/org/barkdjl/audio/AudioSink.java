package org.barkdjl.audio;

import java.io.IOException;

/** Takes mono samples, nominally in -1..1, in order. */
public interface AudioSink {
  /** Announces how many samples there will be; only before the first, and only if it is known. */
  default void expect(long samples) {}

  /** Takes the next samples; the array is the caller's. */
  void write(float[] samples) throws IOException;
}
