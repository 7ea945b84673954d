package org.barkdjl.audio;

import java.io.IOException;

/** Makes samples. */
@FunctionalInterface
public interface AudioSource {
  /** Writes all of them; the sink is valid until this returns. */
  void writeTo(AudioSink sink) throws IOException;
}
