package org.barkdjl.audio;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Makes the content of a sound file of samples as they come; {@code AtomicFile.writePatched(file,
 * out -> writer.stream(out, source))} makes a file of it, whole or not at all. {@link
 * AudioEncoding#writer} has one for each format.
 */
@FunctionalInterface
public interface AudioWriter {
  /**
   * Writes to a stream, which is flushed and left open. Nothing is sought: a pipe will do.
   *
   * @return bytes to be put over the first ones on the stream where that can be sought, such as a
   *     head with sizes that are known at the end only; may be empty
   * @throws org.barkdjl.error.InputException if the samples exceed what the format holds
   * @throws IOException if the source or the stream throws it, or an encoder failed
   */
  byte[] stream(OutputStream out, AudioSource source) throws IOException;

  /**
   * Checks that the format can hold so many samples, at the rate of the file.
   *
   * @throws org.barkdjl.error.InputException if not
   */
  default void require(long samples) {}
}
