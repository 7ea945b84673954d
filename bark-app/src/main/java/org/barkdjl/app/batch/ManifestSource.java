package org.barkdjl.app.batch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A list of texts in a file, which is read more than once and never held in memory.
 *
 * @param file where it lies
 * @param name what messages call it
 * @param format how it is written
 */
public record ManifestSource(Path file, String name, ManifestFormat format) {
  /**
   * A manifest whose format is told by its first line with something on it.
   *
   * @throws org.barkdjl.error.InputException if it is UTF-16
   */
  public static ManifestSource sniffed(Path file, String name) throws IOException {
    try (TextLines lines = new TextLines(Files.newInputStream(file), name)) {
      return new ManifestSource(
          file,
          name,
          lines
              .nextFilled()
              .map(line -> ManifestFormat.ofFirstLine(line.text()))
              .orElse(ManifestFormat.TEXT));
    }
  }

  /** Reads it from its beginning. */
  public ManifestReader open() throws IOException {
    InputStream in = Files.newInputStream(file);
    try {
      return format.read(in, name);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }
}
