package org.barkdjl.app.batch;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Reads a manifest from its beginning, an item at a time. */
public interface ManifestReader extends Closeable {
  /**
   * The next item; empty after the last.
   *
   * @throws org.barkdjl.error.InputException if the manifest as a whole cannot be read on: it is
   *     not UTF-8, or not of its format
   */
  Optional<ManifestLine> next() throws IOException;
}
