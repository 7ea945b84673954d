package org.barkdjl.audio;

import java.io.IOException;

/** Makes samples. */
@FunctionalInterface
public interface AudioSource {
  /** Writes all of them; the sink is valid until this returns. */
  void writeTo(AudioSink sink) throws IOException;

  /** Samples that are there already; their number is announced. */
  static AudioSource of(float[] samples) {
    return sink -> {
      sink.expect(samples.length);
      sink.write(samples);
    };
  }
}
