package org.barkdjl.app.batch;

import java.io.IOException;

/** Understands the lines of a manifest. */
@FunctionalInterface
public interface ItemParser {
  /**
   * What the line asks for.
   *
   * @throws org.barkdjl.error.CancelledException if the user wants to stop
   */
  Item parse(ManifestLine line) throws IOException;
}
