package org.barkdjl.model;

import java.util.Objects;
import org.barkdjl.device.Precision;

/**
 * A file of a model package.
 *
 * @param path relative to the package's folder, with '/'
 * @param part what it holds
 * @param precision that of its weights
 * @param bytes its size
 * @param sha256 its hash, hexadecimal
 */
public record ModelFile(String path, Part part, Precision precision, long bytes, String sha256) {
  public ModelFile {
    Objects.requireNonNull(path);
    Objects.requireNonNull(part);
    Objects.requireNonNull(precision);
    Objects.requireNonNull(sha256);
  }
}
